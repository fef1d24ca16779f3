package dev.orderly.messaging.doctor;

import dev.orderly.messaging.telemetry.Counts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// How far the service's group is behind, topic by topic, and whether somebody reads.
record GroupCheck(Admin admin, Patient patient, Condition condition) {
    private static final String THING = "group";
    private static final long MANY = 10_000;

    Finding look(Map<String, TopicDescription> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        var members = members();
        var lags = lags(topics);
        var all = lags.values().stream().mapToLong(Long::longValue).sum();
        var found = "%s, %s behind%s"
                .formatted(
                        Counts.told(members, "member"), Counts.told(all, "record"), all == 0 ? "" : ": " + told(lags));
        if (members == 0) {
            return Finding.warn(THING, condition.found(found), condition.todo());
        }
        return all <= MANY
                ? Finding.ok(THING, found)
                : Finding.warn(THING, found, "its log tells of retries; if there are none, start another instance");
    }

    private static String told(Map<String, Long> lags) {
        return lags.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private int members() throws ExecutionException, InterruptedException, TimeoutException {
        try {
            var groups = KafkaChecks.await(
                    admin.describeConsumerGroups(List.of(patient.service())).all());
            return groups.values().stream()
                    .mapToInt(group -> group.members().size())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private Map<String, Long> lags(Map<String, TopicDescription> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        var read = patient.site().subscriptions().stream()
                .map(each -> each.topic().name())
                .collect(Collectors.toSet());
        var partitions = topics.values().stream()
                .filter(topic -> read.contains(topic.name()))
                .flatMap(topic ->
                        topic.partitions().stream().map(each -> new TopicPartition(topic.name(), each.partition())))
                .toList();
        var settled = new HashMap<TopicPartition, Long>();
        offsets(partitions, OffsetSpec.earliest())
                .forEach((partition, begin) -> settled.put(partition, begin.offset()));
        KafkaChecks.await(admin.listConsumerGroupOffsets(patient.service()).partitionsToOffsetAndMetadata())
                .forEach((partition, at) -> settled.merge(partition, at == null ? 0 : at.offset(), Math::max));
        var lags = new HashMap<String, Long>();
        offsets(partitions, OffsetSpec.latest())
                .forEach((partition, end) -> lags.merge(
                        partition.topic(), Math.max(0, end.offset() - settled.getOrDefault(partition, 0L)), Long::sum));
        return lags;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        var wanted = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
        return KafkaChecks.await(admin.listOffsets(wanted).all());
    }
}
