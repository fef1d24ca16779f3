package dev.orderly.messaging.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Whether somebody listens, asked before a client is made that would try for long, and tell of each attempt.
public final class Ports {
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private Ports() {}

    /// @param servers hosts with ports, separated by commas
    /// @throws IOException if nobody listens at any of them
    public static void knock(String servers) throws IOException {
        var last = new IOException("no address is set");
        for (var server : servers.split("\\s*,\\s*", -1)) {
            var colon = server.lastIndexOf(':');
            try (var socket = new Socket()) {
                var port = Integer.parseInt(server.substring(colon + 1));
                socket.connect(new InetSocketAddress(server.substring(0, Math.max(0, colon)), port), (int)
                        PATIENCE.toMillis());
                return;
            } catch (IOException e) {
                last = e;
            } catch (IllegalArgumentException e) {
                last = new IOException("'" + server + "' is no address", e);
            }
        }
        throw last;
    }
}
