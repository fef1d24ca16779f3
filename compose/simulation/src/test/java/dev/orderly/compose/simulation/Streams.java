package dev.orderly.compose.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import dev.orderly.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/// The facts that a service wrote to its topic, each once, as a reader of the topic would have them.
final class Streams {
    private static final EventReader READER = new EventReader(Topics.ALL);

    private Streams() {}

    /// First occurrences are in order and without gaps for each aggregate, or this fails.
    static List<Event<?>> of(SimKafka kafka, String topic, String source) {
        var ids = new HashSet<String>();
        var last = new HashMap<String, Long>();
        var facts = new ArrayList<Event<?>>();
        for (var record : kafka.all(topic)) {
            var received = new Received(
                    topic,
                    SimKafka.id(topic),
                    record.partition(),
                    record.offset(),
                    record.leaderEpoch().orElseThrow(),
                    Instant.ofEpochMilli(record.timestamp()),
                    record.key(),
                    record.value(),
                    List.of());
            if (READER.read(received) instanceof Reading.Valid(Event<?> fact, byte[] _)
                    && fact.envelope().source().equals(source)
                    && ids.add(fact.id())) {
                var stream = fact.type().split("\\.", 2)[0] + " " + fact.subject();
                assertThat(fact.sequence())
                        .as("next fact of %s is %s", stream, fact)
                        .isEqualTo(last.getOrDefault(stream, 0L) + 1);
                last.put(stream, fact.sequence());
                facts.add(fact);
            }
        }
        return facts;
    }
}
