package dev.orderly.compose.system;

import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A way to a broker that can be cut: then its port refuses, as that of a broker that died does. One that lags
/// brings the first answer of each connection late.
final class Cable implements AutoCloseable {
    private static final int LOOK_MILLIS = 1_000;

    private final int target;
    private final Duration lag;
    private final int port = Port.free("cable").number();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    Cable(int target) {
        this(target, Duration.ZERO);
    }

    Cable(int target, Duration lag) {
        this.target = target;
        this.lag = lag;
        mend();
    }

    /// The same address by this way.
    String through(String url) {
        return url.replaceFirst(":" + target + "\\b", ":" + port);
    }

    /// The port in an address.
    static int portOf(String url) {
        return Integer.parseInt(url.replaceFirst("^.*127\\.0\\.0\\.1:(\\d+).*$", "$1"));
    }

    void cut() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void mend() {
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(Port.loopback(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var listening = server;
        Thread.ofPlatform().daemon().start(() -> accept(listening));
    }

    private void accept(ServerSocket listening) {
        while (true) {
            try {
                var near = listening.accept();
                var far = new Socket();
                open.add(near);
                open.add(far);
                far.connect(new InetSocketAddress(Port.loopback(), target), LOOK_MILLIS);
                Thread.ofPlatform().daemon().start(() -> pump(near, far));
                CompletableFuture.delayedExecutor(
                                lag.toMillis(),
                                TimeUnit.MILLISECONDS,
                                late -> Thread.ofPlatform().daemon().start(late))
                        .execute(() -> pump(far, near));
            } catch (IOException e) {
                if (listening.isClosed()) {
                    return;
                }
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut, or one of them went away
        }
        open.remove(from);
    }

    @Override
    public void close() {
        cut();
    }
}
