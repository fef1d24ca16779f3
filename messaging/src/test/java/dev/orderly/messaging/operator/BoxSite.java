package dev.orderly.messaging.operator;

import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Boxes.Added;
import dev.orderly.messaging.store.Boxes.Put;
import dev.orderly.messaging.store.States;
import dev.orderly.messaging.topology.KafkaClients;
import dev.orderly.messaging.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The service of [Boxes] on a real Kafka, with topics of its own names, as its operator's commands find it.
public final class BoxSite implements AutoCloseable {
    private static final Map<String, Object> KAFKA =
            Map.of("bootstrap.servers", Brokers.shared().kafka());

    public final Topic commands = ofOwnName(Boxes.COMMANDS);
    public final Topic events = ofOwnName(Boxes.EVENTS);
    public final Admin admin = Admin.create(KAFKA);
    public final BoxDatabase database;
    private final Topology topology = new Topology(admin, 1);

    public BoxSite(BoxDatabase database) {
        this.database = database;
    }

    private static Topic ofOwnName(Topic topic) {
        return new Topic(topic.name() + "-" + UUID.randomUUID(), topic.retention(), topic.types());
    }

    /// To be closed.
    public Site open() {
        return new Site(
                "boxes",
                "here",
                database.open(),
                new KafkaClients("boxes", KAFKA),
                1,
                List.of(events),
                BoxService.TABLES,
                List.of(new Subscription<>(commands, _ -> true, new Putting(), Optional.empty())),
                Recollection.OF_FACTS_ALONE,
                Effects.NONE,
                Optional.empty());
    }

    public BoxSite withTopics() {
        topology.ensure(List.of(commands, events), "boxes");
        return this;
    }

    public Set<String> topics() throws Exception {
        return admin.listTopics().names().get();
    }

    /// Names of the tables that there are, and what the history of migrations tells.
    public List<String> schema() throws SQLException {
        var tables = new ArrayList<>(database.texts(
                "SELECT oid || ' ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"));
        if (tables.stream().anyMatch(name -> name.endsWith(" flyway_schema_history"))) {
            tables.addAll(
                    database.texts(
                            "SELECT concat_ws(' ', version, checksum, installed_on) FROM flyway_schema_history ORDER BY installed_rank"));
        }
        return tables;
    }

    public UUID id(Topic topic) {
        return topology.describe(List.of(topic.name())).get(topic.name()).id();
    }

    /// Another one of the same name.
    public void makeAnew(Topic topic) throws Exception {
        admin.deleteTopics(List.of(topic.name())).all().get();
        await("it is gone").until(() -> !topics().contains(topic.name()));
        withTopics();
    }

    /// Adds a command for each box to the first partition; a thing is put into it.
    public void put(String... boxes) throws Exception {
        for (var box : boxes) {
            send(commands, BoxService.put(UUID.randomUUID().toString(), box, 1));
        }
    }

    /// The service's own fact, as JSON.
    public static String added(String id, String box, long sequence) {
        return """
                {"id":"%s","source":"/orderly/boxes","type":"box.added","subject":"%s","sequence":"%d","data":{"box":"%2$s","things":1}}""".formatted(id, box, sequence);
    }

    public void send(Topic topic, String value) throws Exception {
        send(topic, 0, value);
    }

    public void send(Topic topic, int partition, String value) throws Exception {
        try (var producer = new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), partition, null, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    @Override
    public void close() {
        admin.close();
        database.close();
    }

    private static final class Putting implements Decider<Put> {
        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends Put> put, States states) {
            return kind.equals(Boxes.BOXES) ? List.of(put.subject()) : List.of();
        }

        @Override
        public Decision decide(Event<? extends Put> put, States states) {
            return Decision.accepted(new Added(put.subject(), put.data().things()));
        }
    }
}
