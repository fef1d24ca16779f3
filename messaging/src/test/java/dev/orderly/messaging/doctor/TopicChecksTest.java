package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicChecksTest {
    private static final Map<String, String> FACTS = Map.of(
            "retention.ms",
            "-1",
            "retention.bytes",
            "-1",
            "message.timestamp.type",
            "LogAppendTime",
            "min.insync.replicas",
            "1");
    private static final Node ONE = new Node(1, "h", 1);
    private static final Node TWO = new Node(2, "h", 2);

    private final Map<String, String> settings = new HashMap<>(FACTS);
    private Map<String, String> meant = FACTS;
    private List<Node> copies = List.of(ONE);
    private List<Node> inSync = List.of(ONE);
    private int wantedCopies = 1;

    @Test
    void a_topic_as_it_is_made_is_as_it_should_be() {
        assertThat(look()).containsExactly("OK topics: 1 topic as it should be, 1 partition in all, 1 copy");
    }

    @Test
    void what_deletes_facts_is_bad() {
        settings.put("retention.ms", "1000");
        assertThat(look())
                .containsExactly("BAD t: retention.ms is 1000: records are deleted that are needed still ->"
                        + " kafka-configs.sh --alter --topic t --add-config retention.ms=-1");
        settings.put("retention.ms", "-1");
        settings.put("retention.bytes", "0");
        assertThat(look())
                .containsExactly("BAD t: retention.bytes is 0: records that are needed still are deleted as it grows ->"
                        + " set retention.bytes of that topic to -1");
        settings.put("retention.bytes", "-1");
        settings.put("cleanup.policy", "compact,delete");
        assertThat(look().getFirst()).startsWith("BAD t: it is compacted").endsWith("cleanup.policy=delete");
    }

    @Test
    void what_is_kept_for_days_only_may_have_a_limit_in_bytes() {
        meant = Map.of("retention.ms", "1000");
        settings.putAll(Map.of("retention.ms", "1000", "retention.bytes", "1000000"));
        assertThat(look().getFirst()).startsWith("OK topics: ");
    }

    @Test
    void a_partition_without_leader_is_bad_and_a_copy_that_is_behind_is_not_yet() {
        copies = List.of(ONE, TWO);
        assertThat(look())
                .containsExactly("WARN t: 1 of its 1 partition has copies that are behind -> see the brokers' logs");
        inSync = List.of();
        copies = List.of();
        assertThat(look().getFirst()).startsWith("BAD t: 1 of its 1 partition has no leader");
    }

    @Test
    void fewer_copies_than_are_set_and_a_setting_that_shuts_the_topic_are_told() {
        wantedCopies = 3;
        settings.put("min.insync.replicas", "2");
        assertThat(look())
                .containsExactly(
                        "WARN t: it has 1 copy, KAFKA_REPLICATION_FACTOR is 3 -> give it more by Kafka's"
                                + " kafka-reassign-partitions.sh",
                        "BAD t: min.insync.replicas is 2, of 1 copy: nothing can be written -> kafka-configs.sh --alter"
                                + " --topic t --add-config min.insync.replicas=1");
    }

    @Test
    void times_of_senders_are_told() {
        settings.put("message.timestamp.type", "CreateTime");
        assertThat(look().getFirst()).startsWith("WARN t: its records have their senders' times");
    }

    private List<String> look() {
        var wanted = new NewTopic("t", 1, (short) wantedCopies).configs(meant);
        var leader = copies.isEmpty() ? null : ONE;
        var topic = new TopicDescription("t", false, List.of(new TopicPartitionInfo(0, leader, copies, inSync)));
        var entries = new ArrayList<ConfigEntry>();
        settings.forEach((name, value) -> entries.add(new ConfigEntry(name, value)));
        return new TopicChecks(Map.of("t", wanted), Map.of("t", topic), Map.of("t", new Config(entries)))
                .findings().stream().map(DatabaseChecksTest::told).toList();
    }
}
