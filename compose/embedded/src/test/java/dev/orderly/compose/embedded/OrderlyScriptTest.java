package dev.orderly.compose.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `compose/bin/orderly` before any service is started, in a checkout whose JDK only says how it was called.
class OrderlyScriptTest {
    private static final String SERVICES = "; services are user-events, order-service, notification-service; see '";

    @TempDir
    Path checkout;

    @BeforeEach
    void check_out() throws IOException {
        var bin = Files.createDirectories(checkout.resolve("compose/bin"));
        Files.copy(Checkout.path("compose/bin/orderly"), script());
        Files.writeString(bin.resolve("java-home"), "#!/bin/sh\necho " + checkout + "/jdk\n");
        assertThat(bin.resolve("java-home").toFile().setExecutable(true)).isTrue();
        var java = Files.createDirectories(checkout.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$ORDERLY_CALLED\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                Files.createDirectories(checkout.resolve("user-events/target")).resolve("user-events.jar"), "");
    }

    @ParameterizedTest
    @CsvSource({
        "usr-events, ', did you mean user-events?'",
        "notification-servcie, ', did you mean notification-service?'",
        "order, ', did you mean order-service?'",
        "doctr, ', did you mean doctor?'",
        "recover, ''",
        "stop, ''",
    })
    void a_service_that_is_none_is_named_with_those_that_there_are(String typed, String meant) throws Exception {
        assertThat(orderly(2, typed, "recover"))
                .isEqualTo("unknown service '" + typed + "'" + meant + SERVICES + script() + " --help'\n");
    }

    @Test
    void without_a_service_its_use_is_told() throws Exception {
        assertThat(orderly(2)).startsWith("usage: " + script() + " SERVICE COMMAND");
        assertThat(orderly(2, "user-events", "stop", "now"))
                .isEqualTo("stop takes no arguments; see '" + script() + " --help'\n");
    }

    @Test
    void the_service_is_told_what_was_typed() throws Exception {
        assertThat(orderly(0, "user-events", "recover")).isEqualTo(script() + " user-events\n");
    }

    @Test
    void where_nobody_runs_the_folder_is_named_and_how_another_is() throws Exception {
        for (var verb : List.of("stop", "start")) {
            assertThat(orderly(69, "user-events", verb))
                    .isEqualTo("make run is not running with its data in " + checkout.resolve(".data")
                            + ", so there is nobody to " + verb
                            + " user-events; if it runs with other data, set ORDERLY_DATA to that folder\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sagas, user-events, order-service, order-service/src/main/java/dev/orderly/order/OrderService.java, SagaCommands",
        "letters, user-events, notification-service,"
                + " notification-service/src/main/java/dev/orderly/notification/NotificationService.java, LetterCommands",
    })
    void a_command_of_one_service_alone_names_it_to_others(
            String command, String other, String owner, Path main, String offered) throws Exception {
        assertThat(orderly(2, other, command, "list"))
                .isEqualTo(other + " has no " + command + ", " + owner + " has: " + script() + " " + owner + " "
                        + command + " list\n");
        assertThat(Checkout.path(main.toString())).content().contains("offering(" + offered + "::new)");
    }

    @Test
    void one_that_only_waits_is_starting_and_one_with_a_fault_is_not_ready() throws Exception {
        var waits = "  wait  kafka         no answer yet\n";
        assertThat(started(0, waits)).startsWith("user-events runs, and is still starting:\n" + waits);
        var fault = waits + "  bad   nats          refused  -> start it\n";
        assertThat(started(3, fault)).startsWith("user-events runs, and is not ready:\n" + fault);
        assertThat(started(3, "it does not say why\n")).contains("is not ready");
    }

    /// With this process as the launcher, that answers so.
    private String started(int code, String unready) throws Exception {
        var run = Files.createDirectories(checkout.resolve(".data/run"));
        Files.writeString(
                checkout.resolve(".data/lock"),
                Long.toString(ProcessHandle.current().pid()));
        var request = run.resolve("user-events.start");
        var launcher = Executors.newVirtualThreadPerTaskExecutor();
        try (launcher) {
            var answered = launcher.submit(() -> {
                await().until(() -> Files.exists(request));
                Files.writeString(run.resolve("user-events.unready"), unready);
                Files.delete(request);
                return true;
            });
            var output = orderly(code, "user-events", "start");
            assertThat(answered.get()).isTrue();
            return output;
        }
    }

    private Path script() {
        return checkout.resolve("compose/bin/orderly");
    }

    private String orderly(int code, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", script().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("ORDERLY_DATA");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(code);
        return output;
    }
}
