package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import dev.orderly.compose.embedded.process.DataFolder;
import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A nats-server process: questions and answers only, nothing stored.
final class NatsServer {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int LOOK_MILLIS = 500;
    private static final long PAUSE_MILLIS = 10;

    private NatsServer() {}

    static Part start(DataFolder data, Ports ports, NatsBinary binary) {
        var port = ports.nats().number();
        var log = data.log("nats");
        var command = List.of(
                binary.path().toString(),
                "--addr",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--log",
                log.toString());
        var child = data.start("nats", command, Map.of(), line -> {});
        var deadline = System.nanoTime() + START.toNanos();
        while (!greets(port)) {
            if (!child.isAlive() || System.nanoTime() > deadline) {
                child.stop(STOP);
                throw new CannotStart("nats-server did not start; its log is " + log);
            }
        }
        return () -> child.stop(STOP);
    }

    /// A NATS server speaks first: `INFO {...}`.
    static boolean greets(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(Port.loopback(), port), LOOK_MILLIS);
            socket.setSoTimeout(LOOK_MILLIS);
            return socket.getInputStream().read() == 'I';
        } catch (IOException e) {
            return pause();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
