package dev.orderly.compose.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.schemas.Topics;
import dev.orderly.schemas.order.OrderCommand.PlaceOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The facts that a service wrote to its topic, each once, as a reader of the topic would have them.
final class Streams {
    private static final EventReader READER = new EventReader(Topics.ALL);

    private Streams() {}

    /// The orders that somebody asked for, as far as Kafka has not lost the command.
    static List<String> askedFor(SimKafka kafka) {
        return kafka.all("order-commands").stream()
                .map(Streams::read)
                .filter(reading -> reading instanceof Reading.Valid(Event<?> event, byte[] _)
                        && event.data() instanceof PlaceOrder)
                .map(reading -> ((Reading.Valid) reading).event().subject())
                .toList();
    }

    /// First occurrences are in order and without gaps for each aggregate, or this fails.
    static List<Event<?>> of(SimKafka kafka, String topic, String source) {
        var ids = new HashSet<String>();
        var last = new HashMap<String, Long>();
        var facts = new ArrayList<Event<?>>();
        for (var record : kafka.all(topic)) {
            if (read(record) instanceof Reading.Valid(Event<?> fact, byte[] _)
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

    private static Reading read(ConsumerRecord<byte[], byte[]> record) {
        return READER.read(Records.received(record, Map.of(record.topic(), SimKafka.id(record.topic()))));
    }
}
