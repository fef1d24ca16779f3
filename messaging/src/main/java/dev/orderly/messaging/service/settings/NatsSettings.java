package dev.orderly.messaging.service.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where NATS is, how to be let in, and the limits of asking and answering over it.
///
/// @param url one server, or several separated by commas
/// @param parallel how many requests of one endpoint are worked on at a time; more are turned away, 503
/// @param retryDelay between attempts to connect
/// @param drainTimeout how long the stop waits for requests in flight
public record NatsSettings(
        String url,
        Optional<Path> credentials,
        Optional<Path> tlsCa,
        int parallel,
        Duration connectTimeout,
        Duration retryDelay,
        Duration drainTimeout) {
    private static final int PARALLEL = 64;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private static final Setting<String> URL = Setting.of(
                    "NATS_URL",
                    "nats://localhost:4222",
                    "URLs of NATS servers, separated by commas",
                    "NATS servers",
                    text -> Kinds.checked(text, areServers(text)))
            .kept(Setting.Privacy.PASSWORD_INSIDE);
    private static final Setting<Optional<Path>> CREDENTIALS =
            Kinds.file("NATS_CREDENTIALS_FILE", "/run/secrets/orderly.creds", "NATS credentials: a JWT and its seed");
    private static final Setting<Optional<Path>> TLS_CA =
            Kinds.file("NATS_TLS_CA_FILE", "/etc/orderly/nats-ca.pem", "authority that signed the NATS servers, PEM");

    public static final SettingGroup<NatsSettings> GROUP = new SettingGroup<>(
            List.of(URL, CREDENTIALS, TLS_CA),
            settings -> new NatsSettings(settings.get(URL), settings.get(CREDENTIALS), settings.get(TLS_CA)));

    public NatsSettings(String url, Optional<Path> credentials, Optional<Path> tlsCa) {
        this(url, credentials, tlsCa, PARALLEL, CONNECT, RETRY, DRAIN);
    }

    private static boolean areServers(String text) {
        for (var server : text.split(",", -1)) {
            var url = URI.create(server.strip());
            if (url.getHost() == null || !List.of("nats", "tls", "ws", "wss").contains(url.getScheme())) {
                return false;
            }
        }
        return true;
    }
}
