package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Brokers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// Where the stack is, written down for the commands in `compose/bin`, which run beside us.
record AddressFiles(Path folder) {
    /// `kafka.address`: what Kafka's own tools connect to.
    void write(Brokers brokers) {
        write("kafka.address", brokers.kafka() + "\n");
    }

    /// `NAME.env`: a service's environment in the shell's syntax, a variable a line.
    void write(ServiceSpec service, Map<String, String> environment) {
        var lines = environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining());
        write(service.name() + ".env", lines);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
