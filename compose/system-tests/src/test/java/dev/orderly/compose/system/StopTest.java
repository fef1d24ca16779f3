package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Services that are told to stop do so soon and lose nothing; what is read again changes nothing.
class StopTest {
    private static final int ORDERS = 1_000;
    private static final Map<String, String> STATE = Map.of(
            "user-events", "SELECT * FROM users u FULL JOIN holds h USING (user_id) ORDER BY user_id, order_id",
            "order-service", """
                    SELECT o.*, s.step, s.turned, s.status AS saga, s.timeline::text, (SELECT sum(available) FROM stock) AS stock
                    FROM orders o LEFT JOIN sagas s ON saga_id = order_id ORDER BY order_id""",
            "notification-service", "SELECT * FROM letters ORDER BY notification_id");

    private final SystemUnderTest system = SystemUnderTest.shared();

    @AfterEach
    void all_run_again() {
        var stopped =
                system.services().stream().filter(service -> !service.isAlive()).toList();
        stopped.forEach(ServiceUnderTest::begin);
        stopped.forEach(ServiceUnderTest::awaitReady);
    }

    @Test
    void services_that_are_told_to_stop_under_load_end_well_and_go_on_where_they_were() {
        var load = new Load(system, ORDERS).place();
        load.awaitEnded(ORDERS / 10);

        for (var service : system.services()) {
            assertThat(service.stop())
                    .as(() -> service.service + " ends within 10 s:\n" + service.log.tail())
                    .isZero();
        }
        system.services().forEach(ServiceUnderTest::begin);
        system.services().forEach(ServiceUnderTest::awaitReady);

        load.holds();
        system.services().forEach(this::awaitNoLag);
    }

    @Test
    void services_that_are_told_to_stop_while_kafka_is_away_end_all_of_themselves_in_time() {
        new Load(system, 100).place().holds();
        system.freezeKafka();
        try {
            system.services()
                    .forEach(service -> await(service.service + " has noticed")
                            .until(() -> service.log.says("kafka cannot be reached")));
            for (var service : system.services()) {
                assertThat(service.stop())
                        .as(() -> service.service + " ends within 10 s:\n" + service.log.tail())
                        .isZero();
                assertThat(service.log.says("did not stop in time"))
                        .as(() -> service.log.tail())
                        .isFalse();
            }
        } finally {
            system.thawKafka();
        }
    }

    @Test
    void offsets_set_back_to_the_beginning_change_nothing() throws Exception {
        new Load(system, 100).place().holds();
        system.services().forEach(this::awaitNoLag);
        var before = everything();
        for (var service : system.services()) {
            assertThat(service.stop()).isZero();
            setBack(service.service);
            assertThat(system.topics.lag(service.service)).isPositive();
        }

        system.services().forEach(ServiceUnderTest::begin);
        system.services().forEach(ServiceUnderTest::awaitReady);

        system.services().forEach(this::awaitNoLag);
        system.services().forEach(service -> await(service.service).until(() -> service.log.says("duplicate")));
        new Invariants(system).hold();
        var after = everything();
        assertThat(without(after, before)).as("is new").isEmpty();
        assertThat(without(before, after)).as("is gone").isEmpty();
    }

    private void setBack(String group) throws Exception {
        var admin = system.topics.admin;
        var committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        var earliest = new HashMap<TopicPartition, OffsetSpec>();
        committed.keySet().forEach(partition -> earliest.put(partition, OffsetSpec.earliest()));
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        admin.listOffsets(earliest)
                .all()
                .get()
                .forEach((partition, begin) -> offsets.put(partition, new OffsetAndMetadata(begin.offset())));
        admin.alterConsumerGroupOffsets(group, offsets).all().get();
    }

    private void awaitNoLag(ServiceUnderTest service) {
        await(service.service + " has handled all").until(() -> system.topics.lag(service.service) == 0);
    }

    /// Rows of tables, the numbers of facts, and the number of letters.
    private Set<String> everything() {
        var lines = new TreeSet<String>();
        for (var service : system.services()) {
            system.rows(service).of(STATE.get(service.service)).forEach(row -> lines.add(service.service + " " + row));
        }
        Stream.of("user-events", "order-events", "notification-events", "order-service-dlt")
                .forEach(topic ->
                        lines.add(topic + " " + system.topics.facts(topic).size()));
        lines.add("letters " + system.mailbox.letters().size());
        return lines;
    }

    private static Set<String> without(Set<String> these, Set<String> those) {
        var rest = new TreeSet<>(these);
        rest.removeAll(those);
        return rest;
    }
}
