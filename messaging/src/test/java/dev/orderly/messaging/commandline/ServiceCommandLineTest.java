package dev.orderly.messaging.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.HttpSettings;
import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.service.settings.SettingGroup;
import dev.orderly.messaging.service.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ServiceCommandLineTest {
    private static final SettingGroup<HttpSettings> HTTP = HttpSettings.of(8082);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Command(name = "port", description = "show the port")
    static final class ShowPort implements ServiceCommand {
        @Option(names = "--times", defaultValue = "1")
        private int times;

        @Override
        public ExitCode run(Settings settings, Output output) {
            output.talk().println("showing");
            for (int i = 0; i < times; i++) {
                output.data().println(settings.get(HTTP).port());
            }
            return ExitCode.PARTLY_DONE;
        }
    }

    @Command(name = "ports", description = "do something with ports")
    static final class Ports implements ServiceCommand {
        @Override
        public List<ServiceCommand> subcommands() {
            return List.of(new ShowPort());
        }

        @Override
        public ExitCode run(Settings settings, Output output) {
            throw new IllegalStateException("it is not run itself");
        }
    }

    @Command(name = "fail", description = "fail")
    static final class Fail implements ServiceCommand {
        @Override
        public ExitCode run(Settings settings, Output output) {
            throw Failure.unreachable("PostgreSQL at localhost:5432", "refused", "start it, or set DATABASE_URL");
        }
    }

    @Command(name = "bug", description = "meet a bug")
    static final class Bug implements ServiceCommand {
        @Override
        public ExitCode run(Settings settings, Output output) {
            throw new IllegalStateException("oops");
        }
    }

    @Test
    void a_command_gets_the_settings_from_flags_before_or_behind_its_name() {
        assertThat(run(Map.of(), "port")).isEqualTo(ExitCode.PARTLY_DONE);
        assertThat(run(Map.of("HTTP_PORT", "1"), "port")).isEqualTo(ExitCode.PARTLY_DONE);
        run(Map.of("HTTP_PORT", "1"), "port", "--http-port", "2", "--times=2");
        run(Map.of(), "--http-port=3", "port");
        assertThat(out()).isEqualTo("8082\n1\n2\n2\n3\n");
        assertThat(err()).startsWith("showing\n");
    }

    @Test
    void a_command_of_a_command_gets_them_from_flags_anywhere() {
        run(Map.of(), "--http-port=3", "ports", "port");
        run(Map.of(), "ports", "--http-port=4", "port");
        assertThat(run(Map.of(), "ports", "port", "--http-port=5", "--json")).isEqualTo(ExitCode.PARTLY_DONE);
        assertThat(out()).isEqualTo("3\n4\n5\n");
        assertThat(run(Map.of(), "ports", "port", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out()).contains("--times", "HTTP_PORT; default 8082");
        assertThat(run(Map.of(), "ports")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err()).endsWith("order-service: say what to do: port; see 'order-service ports --help'\n");
    }

    @Test
    void a_malformed_setting_is_one_line_and_78() {
        assertThat(run(Map.of("HTTP_PORT", "x"), "port")).isEqualTo(ExitCode.MISCONFIGURED);
        assertThat(err()).endsWith("""
                order-service: HTTP_PORT is 'x'; it must be a number from 0 to 65535, such as HTTP_PORT=8082
                """);
        assertThat(run(Map.of("LOG_LEVEL", "loud"), "port").number()).isEqualTo(78);
    }

    @Test
    void a_failure_is_one_line_and_its_code() {
        assertThat(run(Map.of(), "fail").number()).isEqualTo(69);
        assertThat(err())
                .isEqualTo("order-service: PostgreSQL at localhost:5432 cannot be reached: refused;"
                        + " start it, or set DATABASE_URL\n");
    }

    @Test
    void a_bug_is_told_with_its_stack_trace() {
        assertThat(run(Map.of(), "bug").number()).isEqualTo(1);
        assertThat(err()).contains("IllegalStateException: oops").contains("\tat ");
    }

    @Test
    void wrong_usage_is_one_line_and_2() {
        assertThat(run(Map.of(), "port", "--quick")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run(Map.of(), "porst")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run(Map.of(), "port", "--tines=s3cret")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run(Map.of(), "port", "more")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run(Map.of())).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err().lines())
                .containsExactly(
                        "order-service: unknown option '--quick'; see 'order-service port --help'",
                        "order-service: unknown command 'porst', did you mean port or ports?; commands are port, ports,"
                                + " fail, bug; see 'order-service --help'",
                        "order-service: unknown option '--tines', did you mean --times?; see 'order-service port --help'",
                        "order-service: too many arguments: 'more'; see 'order-service port --help'",
                        "order-service: say what to do: port, ports, fail, bug; see 'order-service --help'");
        assertThat(out()).isEmpty();
    }

    @Test
    void hints_can_be_pasted_where_a_script_stands_before_the_service() {
        var called = Map.of("ORDERLY_CALLED", "compose/bin/orderly order-service");
        run(called, "ports", "prot");
        run(called, "port", "--help");
        assertThat(err()).endsWith("; see 'compose/bin/orderly order-service ports --help'\n");
        assertThat(out()).startsWith("Usage: compose/bin/orderly order-service port ");
    }

    @Test
    void help_and_version_go_to_stdout() {
        assertThat(run(Map.of(), "--version")).isEqualTo(ExitCode.DONE);
        assertThat(out()).isEqualTo("order-service 0.1.0\n");
        assertThat(run(Map.of(), "--help")).isEqualTo(ExitCode.DONE);
        assertThat(run(Map.of(), "port", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out())
                .contains("--http-port", "HTTP_PORT; default 8082", "DATABASE_PASSWORD_FILE", "LOG_FORMAT", "port")
                .doesNotContain("--database-password=");
        assertThat(err()).isEmpty();
    }

    @Test
    void print_config_shows_what_is_in_force_and_masks_secrets() {
        var environment = Map.of("DATABASE_PASSWORD", "s3cret", "NATS_URL", "nats://a:s3cret@broker:4222");
        assertThat(run(environment, "--print-config", "--http-port=9")).isEqualTo(ExitCode.DONE);
        assertThat(out()).isEqualTo("""
                HTTP_HOST=127.0.0.1  # default
                HTTP_PORT=9  # flag
                DATABASE_URL=jdbc:postgresql://localhost:5432/order_service  # default
                DATABASE_USER=order-service  # default
                DATABASE_PASSWORD=********  # environment
                NATS_URL=nats://********@broker:4222  # environment
                NATS_CREDENTIALS_FILE=  # default
                NATS_TLS_CA_FILE=  # default
                LOG_FORMAT=text  # default
                LOG_LEVEL=info  # default
                """);
    }

    @Test
    void print_config_is_json_on_request_and_works_behind_a_command() {
        assertThat(run(Map.of(), "port", "--print-config", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(out())
                .startsWith("{\"settings\":[{\"name\":\"HTTP_HOST\",\"value\":\"127.0.0.1\",\"origin\":\"default\"}");
    }

    @Test
    void print_config_refuses_what_the_start_would_refuse() {
        assertThat(run(Map.of("HTTP_PORT", "x"), "--print-config")).isEqualTo(ExitCode.MISCONFIGURED);
        assertThat(out()).isEmpty();
    }

    private ExitCode run(Map<String, String> environment, String... args) {
        var line = new ServiceCommandLine(
                "order-service",
                "0.1.0",
                "Places orders.",
                List.of(HTTP, DatabaseSettings.of("order-service"), NatsSettings.GROUP),
                List.of(new ShowPort(), new Ports(), new Fail(), new Bug()));
        return line.run(environment, stream(out), stream(err), args);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
