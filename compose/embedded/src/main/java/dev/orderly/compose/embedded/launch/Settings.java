package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Checkout;
import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.process.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the environment says about a run.
///
/// | Variable | Default | |
/// |---|---|---|
/// | `PORT_OFFSET` | 0 | added to every port, 0 to 50000 |
/// | `MAIL_SINK` | `keep` | `keep` writes letters to the data folder, `forget` takes them and lets them go |
/// | `SERVICE_CACHES` | `use` | `use` starts services with the caches there are, `make` makes them as the run ends |
/// | `SERVICE_JVM_FLAGS` | | flags for the JVMs of services, divided by blanks; they win over ours |
/// | `ORDERLY_DATA` | `.data` of the checkout | the data folder |
/// | `INFRA`, `NATS_SERVER_BIN` | | see [dev.orderly.compose.embedded.Brokers] |
record Settings(Path data, int offset, boolean keepsLetters, boolean trains, Map<String, String> environment) {
    private static final int HIGHEST_OFFSET = 50_000;
    private static final String DATA = "ORDERLY_DATA";
    private static final String OFFSET = "PORT_OFFSET";

    static Settings from(Map<String, String> environment) {
        var data = value(environment, DATA).map(Path::of).orElseGet(() -> Checkout.path(".data"));
        return new Settings(
                data,
                offset(environment),
                choice(environment, "MAIL_SINK", "keep", "forget"),
                !choice(environment, "SERVICE_CACHES", "use", "make"),
                Map.copyOf(environment));
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

    /// What has to be set in another shell for the commands of `compose/bin` to find this run, if anything was set
    /// here.
    Optional<String> exports() {
        var exports = Stream.concat(
                        value(environment, DATA).map(_ -> DATA + "=" + quoted(data.toAbsolutePath())).stream(),
                        value(environment, OFFSET)
                                .filter(_ -> !value(environment, "INFRA").equals(Optional.of("external")))
                                .map(text -> OFFSET + "=" + text)
                                .stream())
                .toList();
        return exports.isEmpty() ? Optional.empty() : Optional.of("export " + String.join(" ", exports));
    }

    private static String quoted(Path path) {
        var text = path.toString();
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    List<String> serviceFlags() {
        return value(environment, "SERVICE_JVM_FLAGS").stream()
                .flatMap(flags -> Stream.of(flags.strip().split("\\s+")))
                .toList();
    }

    private static int offset(Map<String, String> environment) {
        var text = value(environment, OFFSET).orElse("0");
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST_OFFSET) {
            throw new CannotStart(OFFSET + "=" + text + " is no number from 0 to " + HIGHEST_OFFSET);
        }
        return Integer.parseInt(text);
    }

    /// Whether it is the first of two words, which is meant where nothing is said.
    private static boolean choice(Map<String, String> environment, String name, String first, String second) {
        var text = value(environment, name).orElse(first);
        if (!text.equals(first) && !text.equals(second)) {
            throw new CannotStart(name + "=" + text + " is neither " + first + " nor " + second);
        }
        return text.equals(first);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
