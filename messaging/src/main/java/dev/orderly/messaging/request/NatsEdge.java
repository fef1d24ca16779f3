package dev.orderly.messaging.request;

import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.telemetry.Health;
import dev.orderly.messaging.telemetry.Telemetry;
import io.nats.client.Connection;
import io.nats.service.Service;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Answers questions over NATS by the Services protocol: any instance answers, a new one takes load at once, and
/// `nats micro ls` finds them.
/// Source: https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-32.md
public final class NatsEdge {
    private final String service;
    private final String version;
    private final String description;
    private final NatsSettings settings;
    private final List<NatsEndpoint<?>> endpoints;
    private final NatsLink link;
    private volatile Optional<Service> registered = Optional.empty();

    /// @param version by the rules of semver.org
    public NatsEdge(
            String service,
            String version,
            String description,
            NatsSettings settings,
            List<Question<?>> questions,
            Health health,
            Telemetry telemetry,
            InstantSource time) {
        this.service = service;
        this.version = version;
        this.description = description;
        this.settings = settings;
        var door = new Door("nats", health, telemetry, time);
        this.endpoints = questions.stream()
                .<NatsEndpoint<?>>map(question -> endpoint(question, door))
                .toList();
        this.link = new NatsLink(service, settings, health, this::register);
    }

    private <Q extends Record> NatsEndpoint<Q> endpoint(Question<Q> question, Door door) {
        return new NatsEndpoint<>(question, door, settings.parallel());
    }

    /// Returns at once; NATS may be away.
    public void start() {
        link.start();
    }

    /// For asking others.
    public Optional<Connection> connection() {
        return link.connection();
    }

    /// Takes no new requests, finishes those that it took, and closes.
    public void stop() throws InterruptedException {
        if (link.isConnected()) {
            registered.ifPresent(Service::stop);
        }
        for (var endpoint : endpoints) {
            endpoint.awaitIdle(settings.drainTimeout());
        }
        link.stop();
    }

    private void register(Connection connection) {
        var builder = Service.builder()
                .connection(connection)
                .name(service)
                .version(version)
                .description(description)
                .drainTimeout(settings.drainTimeout());
        endpoints.forEach(endpoint -> builder.addServiceEndpoint(endpoint.on(connection)));
        var made = builder.build();
        var _ = made.startService();
        registered = Optional.of(made);
    }
}
