package dev.orderly.compose.simulation;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/// Topics as lists of records, and consumer groups.
final class SimKafka {
    static final int PARTITIONS = 3;

    private final InstantSource clock;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
    private final Map<TopicPartition, Integer> epochs = new HashMap<>();
    private final Map<String, Group> groups = new TreeMap<>();

    SimKafka(InstantSource clock) {
        this.clock = clock;
    }

    static UUID id(String topic) {
        return UUID.nameUUIDFromBytes(topic.getBytes(StandardCharsets.UTF_8));
    }

    static List<TopicPartition> partitions(String topic) {
        return List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1), new TopicPartition(topic, 2));
    }

    static TopicPartition partition(String topic, byte[] key) {
        return new TopicPartition(topic, key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % PARTITIONS);
    }

    /// @return the offset
    long append(TopicPartition at, byte[] key, byte[] value, RecordHeaders headers) {
        var log = log(at);
        long offset = log.size();
        log.add(new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                offset,
                clock.instant().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.of(epochs.getOrDefault(at, 0))));
        return offset;
    }

    /// As an unclean election does it: the next leader does not have these, and gives their offsets again.
    void loseTail(TopicPartition at, int records) {
        var log = log(at);
        log.subList(log.size() - records, log.size()).clear();
        epochs.merge(at, 1, Integer::sum);
    }

    /// The place behind so many records, with the epoch of the last of them.
    OffsetAndMetadata behind(TopicPartition at, int records) {
        return records == 0
                ? new OffsetAndMetadata(0)
                : new OffsetAndMetadata(records, log(at).get(records - 1).leaderEpoch(), "");
    }

    /// Where a reader goes on that stood here: where the log has parted from what it read, if it knows that leader's
    /// epoch; else from the beginning, if there is nothing at its offset any more.
    ///
    /// Source: KIP-320, as `SubscriptionState.maybeCompleteValidation` in the clients of Kafka has it
    OffsetAndMetadata validated(TopicPartition at, OffsetAndMetadata position) {
        var log = log(at);
        var known = position.leaderEpoch();
        var end = known.isEmpty()
                ? log.size()
                : (int) log.stream()
                        .takeWhile(record -> record.leaderEpoch().orElseThrow() <= known.get())
                        .count();
        return position.offset() <= end ? position : behind(at, known.isEmpty() ? 0 : end);
    }

    List<ConsumerRecord<byte[], byte[]>> log(TopicPartition at) {
        return logs.computeIfAbsent(at, _ -> new ArrayList<>());
    }

    List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        return partitions(topic).stream().flatMap(at -> log(at).stream()).toList();
    }

    long size() {
        return logs.values().stream().mapToLong(List::size).sum();
    }

    Group group(String name) {
        return groups.computeIfAbsent(name, _ -> new Group());
    }

    /// Who reads what, and how far they are.
    static final class Group {
        final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        private final List<SimConsumer> members = new ArrayList<>();
        private final Map<Integer, SimConsumer> owners = new HashMap<>();
        private final Map<Integer, Integer> terms = new HashMap<>();

        void join(SimConsumer member) {
            members.add(member);
            share();
        }

        void leave(SimConsumer member) {
            members.remove(member);
            share();
        }

        /// A member that was expelled comes back; then others' shares change, too.
        void rotate() {
            if (members.size() > 1) {
                members.add(members.removeFirst());
                share();
            }
        }

        private void share() {
            for (int number = 0; number < PARTITIONS; number++) {
                var owner = members.isEmpty() ? null : members.get(number % members.size());
                if (owners.put(number, owner) != owner) {
                    terms.merge(number, 1, Integer::sum);
                }
            }
        }

        boolean isOwner(SimConsumer member, TopicPartition partition) {
            return owners.get(partition.partition()) == member;
        }

        /// Counts the owners that the partition has had: one that lost it and has it again holds it for
        /// another term.
        int term(TopicPartition partition) {
            return terms.getOrDefault(partition.partition(), 0);
        }
    }
}
