package dev.orderly.messaging.service.settings;

import java.time.Duration;
import java.util.List;

/// Where the service listens for HTTP, and what it takes at most.
///
/// @param port 0 takes a free one
/// @param bodyBytes of a request
/// @param headerBytes of a request, all headers together
/// @param parallel requests at a time; more are turned away, 503
/// @param connections at a time
/// @param readTimeout how long a client may be silent in the middle of a request
/// @param idleTimeout how long a connection may be unused
public record HttpSettings(
        String host,
        int port,
        int bodyBytes,
        int headerBytes,
        int parallel,
        int connections,
        Duration readTimeout,
        Duration idleTimeout) {
    private static final int BODY = 256 * 1024;
    private static final int HEADERS = 16 * 1024;
    private static final int PARALLEL = 256;
    private static final int CONNECTIONS = 2_048;
    private static final Duration READ = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(1);

    public HttpSettings(String host, int port) {
        this(host, port, BODY, HEADERS, PARALLEL, CONNECTIONS, READ, IDLE);
    }

    public static SettingGroup<HttpSettings> of(int defaultPort) {
        var host = Kinds.host("HTTP_HOST", "address to listen on for HTTP; 0.0.0.0 listens on all");
        var port = Kinds.port("HTTP_PORT", defaultPort, "port to listen on for HTTP; 0 takes a free one");
        return new SettingGroup<>(
                List.of(host, port), settings -> new HttpSettings(settings.get(host), settings.get(port)));
    }
}
