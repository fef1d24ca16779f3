package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.compose.embedded.Infra;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// Where the stack is, written down for the commands in `compose/bin`, which run beside us.
record AddressFiles(Path folder) {
    private static final String MAIL_SINK = "mail-sink.address";

    /// `kafka.address`: what Kafka's own tools connect to; and `mail-sink.address`, if the mail server is our sink.
    void write(Brokers brokers) {
        write("kafka.address", brokers.kafka() + "\n");
        if (brokers.infra() == Infra.EXTERNAL) {
            remove(MAIL_SINK);
        } else {
            write(MAIL_SINK, brokers.smtp() + "\n");
        }
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

    /// That of an earlier run, which had a sink.
    private void remove(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
