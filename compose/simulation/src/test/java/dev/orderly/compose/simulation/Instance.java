package dev.orderly.compose.simulation;

import dev.orderly.messaging.consumer.Intake;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.outbox.Relay;
import dev.orderly.messaging.telemetry.Telemetry;
import dev.orderly.notification.SimulatedPostman;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A process of a service, from its start to its end, whichever comes of it.
final class Instance {
    private static final Relay.Limits RELAY = new Relay.Limits(
            5, 20, Duration.ofSeconds(6), Duration.ofMillis(20), Duration.ZERO, Duration.ofSeconds(60));

    final SimService service;
    private final SimConsumer consumer;
    private final SimSender sender;
    private final List<Runnable> work = new ArrayList<>();
    private int pause;

    /// @param name no other instance ever had it
    Instance(
            SimService service,
            String name,
            SimKafka kafka,
            Chaos chaos,
            InstantSource clock,
            Telemetry telemetry,
            SimMail mail) {
        this.service = service;
        this.consumer = new SimConsumer(kafka, service.name(), chaos);
        this.sender = new SimSender(kafka, chaos);
        var plan = service.plan;
        var line = new Line(
                service.name(), service.store, plan.told().kinds(), plan.publication(), clock, telemetry, () -> {});
        var relay =
                new Relay(service.outbox, service.leases, sender, name, clock, telemetry, RELAY, () -> {}, () -> true);
        var intake = new Intake(
                consumer.asConsumer(),
                plan.sorting(),
                line,
                service.store,
                service.deadlines,
                service.outbox::cursor,
                service.topicIds(),
                clock,
                telemetry,
                Intake.Limits.DEFAULT);
        intake.open();
        work.add(intake::once);
        work.add(relay::once);
        work.add(sender::deliver);
        if (service.name().equals("notification-service")) {
            work.add(new SimulatedPostman(name, line, service.database, clock, mail::send)::once);
        }
    }

    /// What goes on in it beside each other.
    List<Runnable> work() {
        return work;
    }

    /// It does nothing for so many turns, and does not know.
    void pauses(int turns) {
        pause = turns;
    }

    boolean isPaused() {
        return pause > 0 && pause-- > 0;
    }

    /// What it had not sent is lost or on its way.
    void dies() {
        consumer.leave();
        sender.close();
    }
}
