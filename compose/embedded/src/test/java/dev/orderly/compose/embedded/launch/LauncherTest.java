package dev.orderly.compose.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.embedded.Checkout;
import dev.orderly.compose.embedded.Infra;
import dev.orderly.compose.embedded.Ports;
import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final String READY = "Ready after";
    private static final Infra INFRA = Infra.chosen(System.getenv());
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private List<String> said = List.of();
    private final int offset = LauncherProcess.freeOffset();

    @BeforeEach
    void pack_the_service() throws Exception {
        var classes = FakeService.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        FakeService.packInto(jar(), FakeService.class, classes);
    }

    @Test
    void what_dies_is_started_again_and_what_was_stopped_stays_down_until_it_is_asked_for() throws Exception {
        try (var launcher = launch()) {
            launcher.awaitLine(READY).awaitLine("12:00:00.000 INFO  fake on " + (8081 + offset) + ": serve");
            launcher.awaitLine("  export ORDERLY_DATA=" + folder.resolve("data") + " PORT_OFFSET=" + offset);
            assertThat(get(8081, "/env/KAFKA_BOOTSTRAP_SERVERS")).isEqualTo("127.0.0.1:" + (9092 + offset));
            assertThat(get(8081, "/env/GRPC_PORT")).isEqualTo("" + (9081 + offset));
            assertThat(get(8082, "/env/DATABASE_URL")).endsWith(":" + (5432 + offset) + "/order_service");

            requestDeath(8081, 9);
            launcher.awaitLine("user-events died (exit code 9); starting it again in 1 s")
                    .awaitLines("user-events is ready", 2);

            process(8081).destroy();
            launcher.awaitLine("user-events was stopped (exit code 143)");
            assertThat(orderly("user-events", "start")).isZero();
            launcher.awaitLines("user-events is ready", 3);

            var stopped = process(8082);
            assertThat(orderly("order-service", "stop")).isZero();
            assertThat(stopped.isAlive()).isFalse();
            assertThat(orderly("order-service", "stop")).as("stopped already").isZero();
            Files.createFile(unready());
            assertThat(orderly("order-service", "start")).as("it runs, unready").isEqualTo(3);
            Files.delete(unready());
            launcher.awaitLines("order-service is ready", 2);

            startTellsOfOneThatRuns(launcher);

            var remaining = process(8081);
            launcher.terminate();
            assertThat(launcher.exitCode()).isZero();
            assertThat(remaining.isAlive()).isFalse();
            assertThat(launcher.lines()).as("its last words").contains("fake on " + (8081 + offset) + " ends");
            assertThat(folder.resolve("data/run")).isDirectoryNotContaining("glob:**.{pid,container}");
            assertThat(brokerPorts()).allMatch(Port::isFree);
        }
        assertThat(orderly("user-events", "stop")).as("no launcher").isEqualTo(69);
    }

    private void startTellsOfOneThatRuns(LauncherProcess launcher) throws Exception {
        assertThat(orderly("order-service", "start")).as("it is ready").isZero();
        assertThat(launcher.lines())
                .filteredOn(line -> line.contains("order-service is ready"))
                .as("told once")
                .hasSize(2);
        Files.createFile(unready());
        assertThat(orderly("order-service", "start")).as("no more").isEqualTo(3);
        assertThat(said)
                .containsExactly(
                        "order-service runs, and is not ready:",
                        "  bad   nats          nobody listens there  -> it goes on by itself when that is mended",
                        "all about it: orderly order-service doctor");
        Files.delete(unready());
        assertThat(orderly("order-service", "start")).as("again").isZero();
        startWaitsForOneThatIsStarting();
    }

    /// Nothing has failed yet: what was asked for is still to come.
    private void startWaitsForOneThatIsStarting() throws Exception {
        Files.writeString(unready(), """
                {"checks":[{"name":"kafka","status":"DOWN","data":{"why":"no answer yet","state":"waiting"}}]}""");
        var request = folder.resolve("data/run/order-service.start");
        Files.createFile(request);
        var asked = asked();
        await().until(() -> asked() > asked + 3);
        assertThat(request).exists();
        Files.delete(unready());
        await().until(() -> Files.notExists(request));
        assertThat(folder.resolve("data/run/order-service.unready")).doesNotExist();
    }

    private int asked() throws Exception {
        return Integer.parseInt(get(8082, "/asked"));
    }

    @Test
    void a_service_that_refuses_to_start_and_a_broker_that_dies_are_told() throws Exception {
        try (var launcher = launch(Map.of("REFUSING_PORT", Integer.toString(8082 + offset)))) {
            launcher.awaitLine("Not all is up: order-service stopped");

            if (INFRA == Infra.EMBEDDED) {
                var pid = Files.readString(folder.resolve("data/run/nats.pid")).split(" ", 2)[0];
                ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
                launcher.awaitLine("nats has ended; its log is ");
            }
        }
    }

    @Test
    void nothing_outlives_a_killed_launcher_and_the_data_is_found_again() throws Exception {
        try (var launcher = launch()) {
            launcher.awaitLine(READY);
            execute("CREATE TABLE kept (id int)");
            var service = process(8081);
            launcher.kill();
            await().atMost(Duration.ofSeconds(30)).until(() -> !service.isAlive());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> brokerPorts().stream().allMatch(Port::isFree));
        }
        try (var launcher = launch()) {
            launcher.awaitLine(READY);
            execute("INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void a_taken_port_is_one_line_that_names_it_and_nothing_is_left_running() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(Port.loopback(), 8082 + offset));
            try (var launcher = launch()) {
                assertThat(launcher.exitCode()).isOne();
                launcher.awaitLine("port " + (8082 + offset) + ", which order-service's HTTP needs, is taken by pid "
                        + ProcessHandle.current().pid());
                assertThat(launcher.lines()).singleElement().asString().contains("PORT_OFFSET");
            }
        }
        assertThat(folder.resolve("data/run")).isEmptyDirectory();
    }

    @Test
    void a_second_launcher_on_the_same_data_is_refused() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        try (var first = launch();
                var second = launch()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> isRefused(first) || isRefused(second));
            var refused = isRefused(first) ? first : second;
            assertThat(refused.exitCode()).isOne();
        }
    }

    @Test
    void a_broken_data_folder_is_one_line() throws Exception {
        var postgres = Files.createDirectories(
                folder.resolve(INFRA == Infra.DOCKER ? "data/docker/postgres/postgres" : "data/postgres"));
        Files.writeString(postgres.resolve("PG_VERSION"), "15\n");
        try (var launcher = launch()) {
            assertThat(launcher.exitCode()).isOne();
            assertThat(launcher.lines())
                    .last()
                    .asString()
                    .contains("PostgreSQL")
                    .contains("make clean-data");
        }
    }

    private List<Port> brokerPorts() {
        return INFRA.taken(Ports.shiftedBy(offset));
    }

    private static boolean isRefused(LauncherProcess launcher) {
        return launcher.lines().stream().anyMatch(line -> line.contains("in use by another run"));
    }

    private LauncherProcess launch() throws IOException {
        return launch(Map.of());
    }

    private LauncherProcess launch(Map<String, String> settings) throws IOException {
        var all = new HashMap<>(settings);
        all.put("UNREADY_WHILE", unready().toString());
        return LauncherProcess.start(INFRA, folder.resolve("data"), offset, jar(), all);
    }

    private Path unready() {
        return folder.resolve("unready");
    }

    private Path jar() {
        return folder.resolve("fake.jar");
    }

    private ProcessHandle process(int port) throws Exception {
        return ProcessHandle.of(Long.parseLong(get(port, "/pid"))).orElseThrow();
    }

    private String get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + offset) + path))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private void requestDeath(int port, int code) {
        assertThatIOException().isThrownBy(() -> get(port, "/die/" + code));
    }

    private int orderly(String... arguments) throws Exception {
        var builder =
                new ProcessBuilder("sh", Checkout.path("compose/bin/orderly").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("ORDERLY_DATA", folder.resolve("data").toString());
        var process = builder.redirectErrorStream(true).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        return process.exitValue();
    }

    private void execute(String sql) throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:" + (5432 + offset) + "/user_events";
        try (var connection = DriverManager.getConnection(url, "user-events", "user-events");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
