package dev.orderly.compose.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
    @TempDir
    Path elsewhere;

    private final Brokers brokers = Brokers.shared();

    @Test
    void kafkas_own_tools_find_the_broker_from_any_folder_and_print_nothing_else() throws Exception {
        assertThat(tool("kafka-topics", "", "--create", "--topic", "typed", "--partitions", "3"))
                .isEqualTo("Created topic typed.\n");
        assertThat(tool("kafka-console-producer", "{\"type\":\"user.register\"}\n", "--topic", "typed"))
                .isEmpty();
        assertThat(tool(
                        "kafka-console-consumer",
                        "",
                        "--topic",
                        "typed",
                        "--from-beginning",
                        "--max-messages",
                        "1",
                        "--group",
                        "reader"))
                .isEqualTo("{\"type\":\"user.register\"}\nProcessed a total of 1 messages\n");
        assertThat(tool("kafka-consumer-groups", "", "--list").lines()).contains("reader");
        assertThat(tool("kafka-topics", "", "--list", "--bootstrap-server", brokers.kafka())
                        .lines())
                .contains("typed");
    }

    private String tool(String name, String input, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("sh", Checkout.path("compose/bin/" + name).toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", brokers.kafka());
        var process = builder.start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
