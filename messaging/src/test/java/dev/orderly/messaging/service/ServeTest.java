package dev.orderly.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service as a process: what it prints, how it ends.
class ServeTest {
    private static final String NOBODY = "nats://127.0.0.1:1";

    @TempDir
    private Path folder;

    @Test
    void a_service_without_its_dependency_is_live_but_not_ready_and_stops_in_order_on_sigterm() throws Exception {
        var process = launch(Map.of("HTTP_PORT", "0", "NATS_URL", NOBODY), "serve");
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            var lines = readUntil(out, "nats cannot be reached");
            var address = address(lines);
            assertThat(get(address + "/health/live").statusCode()).isEqualTo(200);
            var ready = get(address + "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("{\"name\":\"nats\",\"status\":\"DOWN\"");

            process.toHandle().destroy();
            process.toHandle().destroy();
            lines.addAll(out.lines().toList());
            assertThat(process.waitFor()).isZero();
            assertThat(talk()).isEmpty();
            assertThat(lines.stream().filter(line -> !line.startsWith("listens")))
                    .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (INFO |WARN ) order-service  .*"))
                    .extracting(line -> line.substring(34).replaceAll("\\d+ ms", "N ms"))
                    .containsExactly(
                            "starting, version 0.1.0",
                            "nats cannot be reached, trying on: Unable to connect to NATS servers: [" + NOBODY + "]",
                            "stopping: asked by a signal",
                            "stopped in N ms");
        }
    }

    @Test
    void a_port_that_is_taken_ends_the_start_with_one_line() throws Exception {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(holder.getLocalPort());
            var process = launch(Map.of("HTTP_PORT", port, "NATS_URL", NOBODY), "serve");
            process.getInputStream().readAllBytes();
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(talk())
                    .singleElement()
                    .asString()
                    .startsWith("order-service: cannot listen on 127.0.0.1:" + port + ", which is taken");
        }
    }

    @Test
    void a_malformed_setting_ends_the_start_with_one_line_and_78() throws Exception {
        var process = launch(Map.of("HTTP_PORT", "eighty"), "serve");
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(78);
        assertThat(talk())
                .containsExactly("order-service: HTTP_PORT is 'eighty'; it must be a number from 0 to 65535,"
                        + " such as HTTP_PORT=8082");
    }

    private Process launch(Map<String, String> environment, String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                ExampleService.class.getName()));
        command.addAll(List.of(args));
        var builder =
                new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> talk() throws IOException {
        return Files.readAllLines(folder.resolve("err"));
    }

    private static List<String> readUntil(BufferedReader out, String text) throws IOException {
        var lines = new ArrayList<String>();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                break;
            }
        }
        return lines;
    }

    private static String address(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("listens on "))
                .map(line -> line.substring("listens on ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(String url) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
