package dev.orderly.compose.simulation;

import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.outbox.OutsideSender;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// An idempotent producer: what was sent to a partition arrives in that order, later, or a first part of it and
/// no more.
final class SimSender extends OutsideSender {
    private record Sent(byte[] key, byte[] value, RecordHeaders headers, Receipt receipt) {}

    private final SimKafka kafka;
    private final Chaos chaos;
    private final Map<TopicPartition, Deque<Sent>> underWay =
            new TreeMap<>(Comparator.comparing(TopicPartition::toString));
    private boolean broken;

    SimSender(SimKafka kafka, Chaos chaos) {
        this.kafka = kafka;
        this.chaos = chaos;
    }

    @Override
    protected void send(String topic, byte[] key, byte[] value, List<Header> headers, Receipt receipt) {
        if (broken) {
            receipt.failed(lost());
            return;
        }
        var all = new RecordHeaders();
        headers.forEach(header -> all.add(header.name(), header.value()));
        underWay.computeIfAbsent(SimKafka.partition(topic, key), _ -> new ArrayDeque<>())
                .add(new Sent(key, value, all, receipt));
        if (chaos.strikes(300)) {
            throw new Crash("between send and acknowledgement");
        }
        if (chaos.strikes(100)) {
            breakDown();
        }
    }

    /// Lets some of what is under way arrive.
    void deliver() {
        for (var partition : chaos.shuffled(underWay.keySet())) {
            var queue = underWay.get(partition);
            var most = chaos.isRaging() ? chaos.upTo(3) : queue.size();
            for (int i = 0; i < most && !queue.isEmpty(); i++) {
                var sent = queue.remove();
                var offset = append(partition, sent);
                if (!chaos.strikes(150)) { // else the acknowledgement is lost
                    sent.receipt().arrived(partition.partition(), offset);
                }
            }
        }
    }

    private void breakDown() {
        broken = true;
        someArrives();
        underWay.values().forEach(queue -> queue.forEach(sent -> sent.receipt().failed(lost())));
        underWay.clear();
    }

    /// What the network had already.
    private void someArrives() {
        underWay.forEach((partition, queue) -> {
            for (int i = chaos.upTo(queue.size()); i > 0; i--) {
                append(partition, queue.peek());
                queue.remove().receipt().failed(lost());
            }
        });
    }

    private long append(TopicPartition partition, Sent sent) {
        return kafka.append(partition, sent.key(), sent.value(), sent.headers());
    }

    private static Exception lost() {
        return new IllegalStateException("perhaps it arrived");
    }

    @Override
    public void reset() {
        close();
        broken = false;
    }

    @Override
    public void close() {
        someArrives();
        underWay.clear();
    }
}
