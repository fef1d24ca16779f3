package dev.orderly.messaging.store;

import java.util.List;

/// The tables that all services have beside their own.
public final class SharedTables {
    public static final List<String> NAMES = List.of(
            "dead_letter_history",
            "dead_letters",
            "handled_offsets",
            "inbox",
            "leases",
            "outbox",
            "outbox_facts",
            "outbox_messages",
            "relay_cursor",
            "relay_positions",
            "replay_partitions",
            "replays",
            "sagas",
            "topic_shapes",
            "waiting");

    private SharedTables() {}
}
