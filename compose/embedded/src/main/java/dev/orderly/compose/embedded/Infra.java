package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import dev.orderly.compose.embedded.process.Port;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where the brokers come from.
public enum Infra {
    EMBEDDED,
    DOCKER,
    EXTERNAL;

    /// What `INFRA` says: `embedded`, `docker`, `external`, or `auto`, the default, which is Docker where it would
    /// start at once, else embedded. Docker that was asked for and cannot start is refused, never replaced.
    public static Infra chosen(Map<String, String> environment) {
        return chosen(environment, DockerEngine.of(environment));
    }

    static Infra chosen(Map<String, String> environment, DockerEngine engine) {
        var choice = environment.getOrDefault("INFRA", "auto");
        return switch (choice) {
            case "", "auto" -> engine.isReady() ? DOCKER : EMBEDDED;
            case "embedded" -> EMBEDDED;
            case "docker" -> {
                engine.requireReady();
                yield DOCKER;
            }
            case "external" -> EXTERNAL;
            default -> throw new CannotStart("INFRA=" + choice + " is none of auto, embedded, docker, external");
        };
    }

    /// Those of the ports that brokers of this kind take on this machine.
    public List<Port> taken(Ports ports) {
        return switch (this) {
            case EMBEDDED -> ports.all();
            case DOCKER -> List.of(ports.kafka(), ports.nats(), ports.postgres(), ports.smtp());
            case EXTERNAL -> List.of();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
