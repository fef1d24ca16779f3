package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// On every topic of facts: an aggregate's facts, each counted where it comes first, are numbered 1, 2, 3 in the order
/// in which they lie, all in one partition; and an id always means the same message.
record Sequences(Topics topics) {
    private static final Map<String, String> OWNERS = Map.of(
            "user-events", "/orderly/user-events",
            "order-events", "/orderly/order-service",
            "notification-events", "/orderly/notification-service");

    private record Stream(String kind, String subject) {}

    private record Last(long sequence, int partition) {}

    void hold() {
        OWNERS.forEach(this::areInOrder);
    }

    private void areInOrder(String topic, String owner) {
        var last = new HashMap<Stream, Last>();
        var contents = new HashMap<String, Integer>();
        var seen = new HashSet<String>();
        for (var fact : topics.facts(topic)) {
            if (!fact.text("source").equals(owner)) {
                continue;
            }
            var content = Arrays.hashCode(fact.record().value());
            assertThat(contents.merge(fact.text("id"), content, (before, _) -> before))
                    .as("%s: what %s means", topic, fact.text("id"))
                    .isEqualTo(content);
            if (seen.add(fact.text("id"))) {
                var partition = fact.record().partition();
                var stream = new Stream(fact.type().replaceAll("\\..*", ""), fact.subject());
                var before = last.put(stream, new Last(fact.sequence(), partition));
                var expected =
                        before == null ? new Last(1, partition) : new Last(before.sequence + 1, before.partition);
                assertThat(last.get(stream))
                        .as("%s: facts of %s", topic, stream)
                        .isEqualTo(expected);
            }
        }
    }
}
