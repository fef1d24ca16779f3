package dev.orderly.messaging.service;

import dev.orderly.messaging.consumer.Intake;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.outbox.JdbcLeases;
import dev.orderly.messaging.outbox.JdbcOutbox;
import dev.orderly.messaging.outbox.KafkaSender;
import dev.orderly.messaging.outbox.Relay;
import dev.orderly.messaging.service.Serve.Grounds;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.topology.KafkaClients;
import dev.orderly.messaging.topology.Topology.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// The loops of a service at work, and what they share: the line, the outbox, and the bells that wake them.
final class Works {
    private static final Duration KEEPING = Duration.ofHours(6);

    private final String service;
    private final Duties duties;
    private final Database database;
    private final KafkaClients kafka;
    private final Grounds grounds;
    private final Map<String, Shape> shapes;
    private final Map<String, UUID> topicIds;
    private final Gate gate;
    private final List<Bell> bells = new ArrayList<>();
    private final JdbcOutbox outbox;
    private final JdbcStore store;
    private final Line line;

    Works(
            String service,
            Duties duties,
            Database database,
            KafkaClients kafka,
            Grounds grounds,
            Map<String, Shape> shapes,
            Gate gate) {
        this.service = service;
        this.duties = duties;
        this.database = database;
        this.kafka = kafka;
        this.grounds = grounds;
        this.shapes = Map.copyOf(shapes);
        this.gate = gate;
        this.topicIds = shapes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, shape -> shape.getValue().id()));
        this.outbox = new JdbcOutbox(database.source(), topicIds);
        this.store = new JdbcStore(database.source(), duties.tables);
        this.line = new Line(
                service,
                store,
                duties.tables.stream().map(Table::kind).toList(),
                new Publication(source(), duties.written),
                grounds.time(),
                grounds.telemetry(),
                () -> bells.forEach(Bell::ring));
    }

    Crew crew() {
        var others = new ArrayList<Loop>();
        for (var worker : duties.workers) {
            var workshop = new Duties.Workshop(database.source(), line, grounds.time(), grounds.telemetry());
            others.add(loop("worker", worker.apply(workshop), bell()));
        }
        others.add(loop("keeper", this::keep, new Bell()));
        others.add(intake());
        return new Crew(relay(), others);
    }

    private Loop relay() {
        var bell = bell();
        var relay = new Relay(
                outbox,
                new JdbcLeases(database.source()),
                new KafkaSender(kafka.connection(), gate::cut),
                service + "/" + UUID.randomUUID(),
                grounds.time(),
                grounds.telemetry(),
                Relay.Limits.DEFAULT,
                bell::ring,
                gate::isOpen);
        return loop("relay", Loop.of(relay::once, relay::stop), bell);
    }

    private Loop intake() {
        var intake = new Intake(
                kafka.member(),
                new Sorting(source(), duties.subscriptions),
                line,
                store,
                duties.timers.of(database.source(), this::partitions),
                outbox::cursor,
                topicIds,
                grounds.time(),
                grounds.telemetry(),
                Intake.Limits.DEFAULT);
        intake.open();
        return loop("intake", Loop.of(intake::once, intake::close), new Bell());
    }

    private Duration keep() throws Exception {
        database.keepPartitions();
        return KEEPING;
    }

    private Loop loop(String name, Loop.Work work, Bell bell) {
        return new Loop(name, work, bell, grounds.telemetry(), grounds.fail());
    }

    /// A bell that rings after each commit that wrote to the outbox.
    private Bell bell() {
        var bell = new Bell();
        bells.add(bell);
        return bell;
    }

    private int partitions(String topic) {
        var shape = shapes.get(topic);
        if (shape == null) {
            throw new IllegalStateException("the service does not know topic " + topic);
        }
        return shape.partitions();
    }

    private String source() {
        return "/orderly/" + service;
    }
}
