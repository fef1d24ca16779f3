package dev.orderly.compose.embedded.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// A port on 127.0.0.1 and who wants it, as a message would name it ("Kafka's controller").
public record Port(String wantedBy, int number) {
    // Below what Linux and macOS give to outgoing connections, so that none of those takes it before its owner does.
    private static final int LOWEST_FREE = 12_000;
    private static final int HIGHEST_FREE = 32_000;
    private static final int TRIES = 1_000;
    private static final Set<Integer> GIVEN_AWAY = new HashSet<>();

    /// A port that nobody holds now and that this JVM did not give to anyone before.
    public static Port free(String wantedBy) {
        for (int i = 0; i < TRIES; i++) {
            var port = new Port(wantedBy, ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE));
            if (port.isFree() && reserve(port.number)) {
                return port;
            }
        }
        throw new CannotStart("no free port for " + wantedBy + " between " + LOWEST_FREE + " and " + HIGHEST_FREE);
    }

    /// Refuses the start, naming every port of these that is taken, and by whom where the machine tells.
    public static void requireFree(Collection<Port> ports) {
        var taken = ports.stream()
                .filter(port -> !port.isFree())
                .map(Port::complaint)
                .toList();
        if (!taken.isEmpty()) {
            throw new CannotStart(
                    String.join("; ", taken) + ". Stop what holds it, or shift every port: PORT_OFFSET=1000 make run");
        }
    }

    public boolean isFree() {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// 127.0.0.1, where everything of the stack listens.
    public static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }

    private String complaint() {
        var holder = PortHolder.of(number).map(who -> " by " + who).orElse("");
        return "port " + number + ", which " + wantedBy + " needs, is taken" + holder;
    }

    private static boolean reserve(int number) {
        synchronized (GIVEN_AWAY) {
            return GIVEN_AWAY.add(number);
        }
    }
}
