package dev.orderly.compose.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void a_broker_that_is_not_there_is_told_at_once_in_one_line() throws Exception {
        var nobody = "127.0.0.1:" + Port.free("nobody").number();
        for (var tool : List.of("kafka-topics", "kafka-consumer-groups")) {
            assertThat(told(69, tool, "--list", "--bootstrap-server", nobody))
                    .startsWith("Kafka at " + nobody + " does not answer: Connection refused; start it (make run), or ")
                    .hasLineCount(1);
        }
        var typed = List.of("--topic", "typed", "--bootstrap-server=" + nobody).toArray(String[]::new);
        assertThat(told(69, "kafka-console-producer", typed)).contains(nobody).hasLineCount(1);
        assertThat(told(69, "kafka-console-consumer", typed)).contains(nobody).hasLineCount(1);
    }

    @Test
    void a_topic_that_is_not_there_is_told_at_once_in_one_line() throws Exception {
        tool("kafka-topics", "", "--create", "--if-not-exists", "--topic", "letters");
        for (var tool : List.of("kafka-console-producer", "kafka-console-consumer")) {
            assertThat(told(1, tool, "--topic", "lettres"))
                    .startsWith("there is no topic lettres at " + brokers.kafka() + ", did you mean letters?; ")
                    .contains("letters")
                    .endsWith("; kafka-topics --create --topic lettres makes it\n")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--describe", "--delete", "--alter --partitions 9"})
    void a_topic_that_is_not_there_is_no_stack_trace(String what) throws Exception {
        tool("kafka-topics", "", "--create", "--if-not-exists", "--topic", "letters");
        var arguments = new ArrayList<>(List.of("--topic", "lettres"));
        arguments.addAll(List.of(what.split(" ", -1)));
        assertThat(told(1, "kafka-topics", arguments.toArray(String[]::new)))
                .startsWith("there is no topic lettres at " + brokers.kafka() + ", did you mean letters?; ")
                .hasLineCount(1);
        assertThat(tool("kafka-topics", "", "--describe", "--topic", "let+ers")).startsWith("Topic: letters");
        assertThat(tool("kafka-topics", "", "--delete", "--if-exists", "--topic", "lettres"))
                .isEmpty();
    }

    @Test
    void a_group_that_is_not_there_is_told_and_made_only_by_setting_its_offsets() throws Exception {
        tool("kafka-topics", "", "--create", "--if-not-exists", "--topic", "letters");
        var group = "readers-" + UUID.randomUUID();
        var noGroup = "there is no group %s at " + brokers.kafka();
        assertThat(reset(0, group, "--execute"))
                .startsWith(noGroup.formatted(group))
                .contains("; with --execute it is made\n", "letters");
        assertThat(reset(0, group, "--dry-run")).doesNotContain("there is no");

        var misspelt = group.replaceFirst("ea", "ae");
        var told = noGroup.formatted(misspelt) + ", did you mean " + group + "?; ";
        assertThat(told(1, "kafka-consumer-groups", "--describe", "--group", misspelt))
                .startsWith(told)
                .hasLineCount(1);
        assertThat(reset(0, misspelt, "--dry-run")).startsWith(told);
        assertThat(told(1, "kafka-consumer-groups", "--delete", "--group", misspelt))
                .hasLineCount(1);
    }

    @Test
    void offsets_that_are_not_set_since_somebody_reads_are_no_success() throws Exception {
        tool("kafka-topics", "", "--create", "--if-not-exists", "--topic", "letters");
        tool("kafka-console-producer", "dear ada\n", "--topic", "letters");
        var reading = process("kafka-console-consumer", "--topic", "letters", "--from-beginning", "--group", "lively");
        try {
            assertThat(reading.inputReader().readLine()).isNotNull();
            assertThat(reset(1, "lively", "--execute"))
                    .contains("Error: Assignments can only be reset if the group 'lively' is inactive");
        } finally {
            reading.destroy();
        }
        assertThat(reading.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(reset(0, "lively", "--execute")).doesNotContain("Error");
    }

    private String reset(int code, String group, String how) throws IOException, InterruptedException {
        return told(
                code,
                "kafka-consumer-groups",
                "--group",
                group,
                "--topic",
                "letters",
                "--reset-offsets",
                "--to-earliest",
                how);
    }

    @Test
    void what_goes_wrong_with_a_broker_that_takes_connections_is_told_now_and_then() throws Exception {
        try (var closing = new ServerSocket(0, 50, Port.loopback())) {
            Thread.ofVirtual().start(() -> hangUp(closing));
            var address = "127.0.0.1:" + closing.getLocalPort();
            assertThat(tool(
                                    "kafka-console-consumer",
                                    "",
                                    "--topic",
                                    "typed",
                                    "--timeout-ms",
                                    "5000",
                                    "--bootstrap-server",
                                    address)
                            .lines()
                            .filter(line -> line.startsWith("WARN")))
                    .hasSizeBetween(1, 5);
        }
    }

    private static void hangUp(ServerSocket on) {
        try {
            while (!on.isClosed()) {
                on.accept().close();
            }
        } catch (IOException e) {
            assertThat(on.isClosed()).isTrue();
        }
    }

    private String told(int code, String name, String... arguments) throws IOException, InterruptedException {
        return run(code, name, "", arguments);
    }

    private String tool(String name, String input, String... arguments) throws IOException, InterruptedException {
        return run(0, name, input, arguments);
    }

    private String run(int code, String name, String input, String... arguments)
            throws IOException, InterruptedException {
        var process = process(name, arguments);
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(code);
        return output;
    }

    private Process process(String name, String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of("sh", Checkout.path("compose/bin/" + name).toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", brokers.kafka());
        return builder.start();
    }
}
