package dev.orderly.messaging.consumer;

import java.util.HashSet;
import java.util.Set;

/// What a batch came to, once it is committed.
///
/// @param messages how many were in it
/// @param lastRow the highest outbox id of what follows from it, 0 if nothing does: its offsets are settled
/// when the relay is there
/// @param freed streams of which a fact that had waited is handled: the next of them may go, too
public record Progress(int messages, long lastRow, Set<String> freed) {
    static final Progress NONE = new Progress(0, 0, Set.of());

    public Progress {
        freed = Set.copyOf(freed);
    }

    Progress and(Progress other) {
        var both = new HashSet<>(freed);
        both.addAll(other.freed);
        return new Progress(messages + other.messages, Math.max(lastRow, other.lastRow), both);
    }
}
