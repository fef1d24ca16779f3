package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Sets a group's offsets by Kafka's own tool, as an operator does.
record Offsets(SystemUnderTest system, String group) {

    void set(String topic, String where) {
        run("--topic", topic, where);
    }

    void setAll(String where) {
        run("--all-topics", where);
    }

    private void run(String... which) {
        var command = new ArrayList<>(
                List.of("sh", Checkout.path("compose/bin/kafka-consumer-groups").toString()));
        command.addAll(List.of("--group", group, "--reset-offsets", "--execute"));
        command.addAll(List.of(which));
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", system.brokers.kafka());
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            assertThat(output).contains("NEW-OFFSET");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
