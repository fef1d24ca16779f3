package dev.orderly.messaging.request;

import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.telemetry.Health;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Nats;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The connection to NATS, kept for as long as the service runs: it starts while NATS is away, and a
/// connection that the server closed for good (changed credentials, say) is followed by a new one.
public final class NatsLink {
    static final String DEPENDENCY = "nats";

    private final String service;
    private final NatsSettings settings;
    private final Health health;
    private final Consumer<Connection> onConnected;
    private final Thread loop;
    private volatile Optional<Connection> connection = Optional.empty();
    private volatile boolean isStopping;

    /// @param onConnected is called with each new connection, not when one was found again after an outage
    public NatsLink(String service, NatsSettings settings, Health health, Consumer<Connection> onConnected) {
        this.service = service;
        this.settings = settings;
        this.health = health;
        this.onConnected = onConnected;
        this.loop = Thread.ofVirtual().name("nats connection").unstarted(this::keepConnected);
    }

    public void start() {
        health.expect(DEPENDENCY);
        loop.start();
    }

    /// The connection, if there was one yet; it may be disconnected just now.
    public Optional<Connection> connection() {
        return connection;
    }

    boolean isConnected() {
        return connection.filter(NatsLink::isConnected).isPresent();
    }

    /// Lets what was sent arrive, and closes.
    public void stop() throws InterruptedException {
        isStopping = true;
        loop.interrupt();
        loop.join();
        if (isConnected()) {
            flush(connection.orElseThrow());
        }
        if (connection.isPresent()) {
            connection.get().close();
        }
    }

    private void keepConnected() {
        try {
            while (!isStopping) {
                connectOnce();
                Thread.sleep(settings.retryDelay());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when the attempt failed, or when the connection was closed for good.
    private void connectOnce() throws InterruptedException {
        var closed = new CountDownLatch(1);
        health.trying(DEPENDENCY);
        try {
            var made =
                    Nats.connect(NatsAccess.options(service, settings, (heard, event) -> heard(heard, event, closed)));
            connection = Optional.of(made);
            onConnected.accept(made);
            tellHealth(made);
            if (made.getStatus() != Connection.Status.CLOSED) {
                closed.await();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            health.down(DEPENDENCY, String.valueOf(e.getMessage()));
        }
    }

    /// What holds is the connection's status, since events of one outage come several times, and late; an attempt to
    /// connect has events, too.
    private void heard(Connection heard, Events event, CountDownLatch closed) {
        if (isStopping || !connection.equals(Optional.of(heard))) {
            return;
        }
        switch (event) {
            case DISCONNECTED, RECONNECTED -> tellHealth(heard);
            case CLOSED -> closed.countDown();
            default -> {}
        }
    }

    private void tellHealth(Connection current) {
        if (isConnected(current)) {
            health.up(DEPENDENCY);
        } else {
            health.down(DEPENDENCY, "the connection was lost");
        }
    }

    private static boolean isConnected(Connection connection) {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    private static void flush(Connection last) {
        try {
            last.flush(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | IllegalStateException _) {
            // Disconnected: there is nobody to wait for.
            return;
        }
    }
}
