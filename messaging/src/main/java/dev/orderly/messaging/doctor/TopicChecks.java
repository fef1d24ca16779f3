package dev.orderly.messaging.doctor;

import dev.orderly.messaging.telemetry.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/// Whether topics are as the service makes them. Those who made them beforehand may have had reasons: what loses
/// nothing is a warning.
///
/// @param wanted as the service would make them
record TopicChecks(Map<String, NewTopic> wanted, Map<String, TopicDescription> found, Map<String, Config> settings) {
    private static final String RETENTION = "retention.ms";
    private static final String RETENTION_BYTES = "retention.bytes";
    private static final String IN_SYNC = "min.insync.replicas";

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        found.forEach((name, topic) -> {
            findings.addAll(ofCopies(name, topic));
            findings.addAll(ofSettings(name));
        });
        return findings.isEmpty() ? List.of(Finding.ok("topics", summary())) : findings;
    }

    private String summary() {
        var partitions =
                found.values().stream().mapToInt(each -> each.partitions().size());
        var copies = found.values().stream()
                .flatMap(each -> each.partitions().stream())
                .mapToInt(each -> each.replicas().size())
                .min();
        return "%s, %s in all, %s"
                .formatted(
                        Counts.told(found.size(), "topic as it should be", "topics as they should be"),
                        Counts.told(partitions.sum(), "partition"),
                        copies(copies.orElse(0)));
    }

    private List<Finding> ofCopies(String name, TopicDescription topic) {
        var findings = new ArrayList<Finding>();
        var dead = topic.partitions().stream()
                .filter(each -> each.leader() == null)
                .count();
        if (dead > 0) {
            findings.add(Finding.bad(
                    name, "%s no leader".formatted(ofPartitions(dead, topic)), "bring the broker back that has them"));
        }
        var behind = topic.partitions().stream()
                .filter(each -> each.isr().size() < each.replicas().size())
                .count();
        if (behind > 0) {
            findings.add(Finding.warn(
                    name, ofPartitions(behind, topic) + " copies that are behind", "see the brokers' logs"));
        }
        var copies = copies(topic);
        var meant = meant(name).replicationFactor();
        if (copies < meant) {
            findings.add(Finding.warn(
                    name,
                    "it has %s, KAFKA_REPLICATION_FACTOR is %d".formatted(copies(copies), meant),
                    "give it more by Kafka's kafka-reassign-partitions.sh"));
        }
        if (number(name, IN_SYNC) > copies) {
            findings.add(Finding.bad(
                    name,
                    "%s is %d, of %s: nothing can be written".formatted(IN_SYNC, number(name, IN_SYNC), copies(copies)),
                    set(name, IN_SYNC, meant(name).configs().getOrDefault(IN_SYNC, "1"))));
        }
        return findings;
    }

    private static String ofPartitions(long some, TopicDescription topic) {
        var all = Counts.told(topic.partitions().size(), "partition");
        return "%d of its %s %s".formatted(some, all, some == 1 ? "has" : "have");
    }

    private static String copies(int number) {
        return Counts.told(number, "copy", "copies");
    }

    private static int copies(TopicDescription topic) {
        return topic.partitions().stream()
                .map(TopicPartitionInfo::replicas)
                .mapToInt(List::size)
                .min()
                .orElse(0);
    }

    private List<Finding> ofSettings(String name) {
        var findings = new ArrayList<Finding>();
        findings.addAll(ofRetention(name));
        findings.addAll(ofOtherSettings(name));
        return findings;
    }

    private List<Finding> ofRetention(String name) {
        var findings = new ArrayList<Finding>();
        var retention = number(name, RETENTION);
        var meant = Long.parseLong(meant(name).configs().getOrDefault(RETENTION, "-1"));
        if (retention >= 0 && (meant < 0 || retention < meant)) {
            var found = "%s is %d: records are deleted that are needed still".formatted(RETENTION, retention);
            findings.add(
                    meant < 0
                            ? Finding.bad(name, found, set(name, RETENTION, "-1"))
                            : Finding.warn(name, found, set(name, RETENTION, Long.toString(meant))));
        }
        var bytes = number(name, RETENTION_BYTES);
        if (meant < 0 && bytes >= 0) {
            findings.add(Finding.bad(
                    name,
                    "%s is %d: records that are needed still are deleted as it grows".formatted(RETENTION_BYTES, bytes),
                    "set %s of that topic to -1".formatted(RETENTION_BYTES)));
        }
        if (value(name, "cleanup.policy").contains("compact")) {
            findings.add(Finding.bad(
                    name,
                    "it is compacted: all but the last record of a key are deleted",
                    set(name, "cleanup.policy", "delete")));
        }
        return findings;
    }

    private List<Finding> ofOtherSettings(String name) {
        var findings = new ArrayList<Finding>();
        for (var setting : List.of(IN_SYNC, "max.message.bytes")) {
            var least = Long.parseLong(meant(name).configs().getOrDefault(setting, "0"));
            if (number(name, setting) < least) {
                findings.add(Finding.warn(
                        name,
                        "%s is %d, less than %d".formatted(setting, number(name, setting), least),
                        set(name, setting, Long.toString(least))));
            }
        }
        if (!value(name, "message.timestamp.type").equals("LogAppendTime")) {
            findings.add(Finding.warn(
                    name,
                    "its records have their senders' times, which retention goes by",
                    set(name, "message.timestamp.type", "LogAppendTime")));
        }
        return findings;
    }

    private NewTopic meant(String name) {
        return Optional.ofNullable(wanted.get(name)).orElseThrow();
    }

    private long number(String name, String setting) {
        return Long.parseLong(value(name, setting));
    }

    private String value(String name, String setting) {
        return Optional.ofNullable(settings.get(name))
                .map(all -> all.get(setting))
                .map(ConfigEntry::value)
                .orElse("0");
    }

    private static String set(String name, String setting, String value) {
        return "kafka-configs.sh --alter --topic %s --add-config %s=%s".formatted(name, setting, value);
    }
}
