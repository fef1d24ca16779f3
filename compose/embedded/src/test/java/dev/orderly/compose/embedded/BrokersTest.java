package dev.orderly.compose.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Nats;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BrokersTest {
    private final Brokers brokers = Brokers.shared();

    @Test
    void kafka_takes_a_record_and_gives_it_to_a_group() throws Exception {
        Map<String, Object> server = Map.of("bootstrap.servers", brokers.kafka());
        try (var admin = Admin.create(server)) {
            admin.createTopics(List.of(new NewTopic("greetings", 12, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(server, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("greetings", "ada", "hello")).get();
        }
        Map<String, Object> group =
                Map.of("bootstrap.servers", brokers.kafka(), "group.id", "readers", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(group, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("greetings"));
            var records = consumer.poll(Duration.ofSeconds(20));
            assertThat(records).extracting("value").containsExactly("hello");
        }
    }

    @Test
    void postgres_gives_each_service_its_own_database_and_keeps_what_is_committed() throws SQLException {
        var database = brokers.postgres().database("user-events");
        assertThat(brokers.postgres().database("user-events")).isEqualTo(database);
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE users (id text PRIMARY KEY)");
            assertThat(statement.executeUpdate("INSERT INTO users VALUES ('ada')"))
                    .isOne();
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (var rows = statement.executeQuery("SHOW " + setting)) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }
    }

    @Test
    void every_test_can_have_an_empty_database() {
        var postgres = brokers.postgres();
        assertThat(postgres.freshDatabase()).isNotEqualTo(postgres.freshDatabase());
    }

    @Test
    void nats_answers_a_ping() throws Exception {
        var connection = Nats.connect(brokers.nats());
        assertThat(connection.RTT()).isPositive();
        connection.close();
    }
}
