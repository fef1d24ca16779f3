package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import java.util.Locale;
import java.util.Map;

/// Where the brokers come from.
public enum Infra {
    EMBEDDED,
    DOCKER,
    EXTERNAL;

    /// What `INFRA` says; `auto`, the default, is Docker where it would start at once, else embedded.
    static Infra chosen(Map<String, String> environment) {
        var choice = environment.getOrDefault("INFRA", "auto");
        return switch (choice) {
            case "", "auto" -> EMBEDDED;
            case "embedded" -> EMBEDDED;
            case "docker" -> DOCKER;
            case "external" -> EXTERNAL;
            default -> throw new CannotStart("INFRA=" + choice + " is none of auto, embedded, docker, external");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
