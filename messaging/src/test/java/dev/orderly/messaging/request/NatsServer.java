package dev.orderly.messaging.request;

import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.NatsBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A real nats-server on a port of its own, which can be stopped and started again. The one place that knows
/// where tests find the server.
public final class NatsServer implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final int port = freePort();
    private Optional<Process> process = Optional.empty();

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /// @param flags of nats-server beyond those that say where it listens
    public void start(String... flags) {
        var command = new ArrayList<>(List.of(binary(), "-a", "127.0.0.1", "-p", Integer.toString(port)));
        command.addAll(List.of(flags));
        try {
            process = Optional.of(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().pollInterval(LOOK).until(this::listens);
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
        process = Optional.empty();
    }

    private static String binary() {
        return NatsBinary.find(System.getenv()).path().toString();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
