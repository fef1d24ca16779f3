package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Checkout;
import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.process.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the environment says about a run.
///
/// | Variable | Default | |
/// |---|---|---|
/// | `PORT_OFFSET` | 0 | added to every port, 0 to 50000 |
/// | `MAIL_SINK` | `keep` | `keep` writes letters to the data folder, `forget` takes them and lets them go |
/// | `ORDERLY_DATA` | `.data` of the checkout | the data folder |
/// | `INFRA`, `NATS_SERVER_BIN` | | see [dev.orderly.compose.embedded.Brokers] |
record Settings(Path data, int offset, boolean keepsLetters, Map<String, String> environment) {
    private static final int HIGHEST_OFFSET = 50_000;

    static Settings from(Map<String, String> environment) {
        var data = value(environment, "ORDERLY_DATA").map(Path::of).orElseGet(() -> Checkout.path(".data"));
        return new Settings(data, offset(environment), keepsLetters(environment), Map.copyOf(environment));
    }

    /// What the sink does with letters; the folder for them is made if it is missing.
    Letters letters(Path folder) {
        if (!keepsLetters) {
            return new Letters.Forgotten();
        }
        try {
            return new Letters.Kept(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int offset(Map<String, String> environment) {
        var text = value(environment, "PORT_OFFSET").orElse("0");
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST_OFFSET) {
            throw new CannotStart("PORT_OFFSET=" + text + " is no number from 0 to " + HIGHEST_OFFSET);
        }
        return Integer.parseInt(text);
    }

    private static boolean keepsLetters(Map<String, String> environment) {
        var text = value(environment, "MAIL_SINK").orElse("keep");
        return switch (text) {
            case "keep" -> true;
            case "forget" -> false;
            default -> throw new CannotStart("MAIL_SINK=" + text + " is neither keep nor forget");
        };
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
