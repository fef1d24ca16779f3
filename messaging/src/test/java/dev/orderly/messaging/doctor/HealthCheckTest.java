package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    @Test
    void what_the_service_says_is_told() throws Exception {
        assertThat(look(200, "{\"status\":\"UP\",\"checks\":[]}").getFirst())
                .startsWith("OK service: up and ready at http");
        assertThat(look(503, """
                        {"status":"DOWN","checks":[{"name":"kafka","status":"UP","data":{}},
                          {"name":"agreement","status":"DOWN","data":{"why":"it lacks facts","mend":"recover"}},
                          {"name":"nats","status":"DOWN","data":{"why":"away"}}]}"""))
                .containsExactly(
                        "BAD service: not ready: agreement: it lacks facts -> recover",
                        "BAD service: not ready: nats: away -> it goes on by itself when that is mended");
        assertThat(look(200, "<html>").getFirst()).contains("is answered by something else");
    }

    @Test
    void one_that_does_not_answer_is_to_be_started() throws Exception {
        var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var address = "http://127.0.0.1:" + silent.getLocalPort();
        try (silent) {
            assertThat(told(address).getFirst()).contains(address + " does not answer: ", "orderly boxes start");
        }
        assertThat(told(address).getFirst()).contains("nobody listens there");
        assertThat(told("").getFirst()).startsWith("WARN service: HTTP_PORT is 0");
    }

    @Test
    void what_waits_for_a_fault_is_no_other_fault() throws Exception {
        assertThat(look(503, """
                        {"status":"DOWN","checks":[
                          {"name":"kafka","status":"DOWN","data":{"why":"not tried yet","state":"waiting"}},
                          {"name":"postgresql","status":"DOWN","data":{"why":"nobody listens there"}},
                          {"name":"messages","status":"DOWN","data":{"why":"messages are not handled","state":"waiting"}}]}"""))
                .containsExactly("BAD service: not ready: postgresql: nobody listens there"
                        + " -> it goes on by itself when that is mended");
    }

    @Test
    void one_that_starts_is_waited_for() throws Exception {
        var starting = condition(503, """
                {"status":"DOWN","checks":[
                  {"name":"kafka","status":"DOWN","data":{"why":"no answer yet","state":"waiting"}},
                  {"name":"messages","status":"DOWN","data":{"why":"messages are not handled","state":"waiting"}}]}""");
        assertThat(starting.findings().stream().map(DatabaseChecksTest::told))
                .containsExactly("WAIT service: not ready yet: kafka: no answer yet, messages are not handled"
                        + " -> it goes on by itself; look again in some seconds");
        assertThat(starting.todo()).isEqualTo("it goes on by itself; look again in some seconds");
    }

    /// To start it once more mends nothing.
    @Test
    void who_is_needed_and_runs_unready_is_told_with_why_and_with_what_helps() throws Exception {
        var unready = condition(503, """
                {"status":"DOWN","checks":[{"name":"messages","status":"DOWN","data":{"why":"messages are not handled"}},
                  {"name":"agreement","status":"DOWN","data":{"why":"it lacks facts","mend":"recover"}}]}""");
        assertThat(unready.findings())
                .extracting(Finding::found)
                .containsExactly("not ready: messages are not handled", "not ready: agreement: it lacks facts");
        assertThat(unready.found("nobody reads"))
                .isEqualTo("nobody reads; boxes runs, and is not ready: agreement: it lacks facts");
        assertThat(unready.todo()).isEqualTo("recover");
        assertThat(unready.todo("makes it")).isEqualTo("boxes makes it as soon as it can: recover");

        var waiting = condition(503, """
                {"status":"DOWN","checks":[{"name":"nats","status":"DOWN","data":{"why":"away"}}]}""");
        assertThat(waiting.found("nobody reads")).endsWith("not ready: nats: away");
        assertThat(waiting.todo()).isEqualTo("it goes on by itself when that is mended");

        var ready = condition(200, "{\"status\":\"UP\",\"checks\":[]}");
        assertThat(ready.found("nobody reads")).isEqualTo("nobody reads, though boxes runs and is ready");
        assertThat(ready.todo()).doesNotContain("start");
        assertThat(condition(200, "<html>").todo()).startsWith("start boxes, unless it runs");
        assertThat(new HealthCheck("boxes", "http://127.0.0.1:1").look().todo()).isEqualTo("start boxes");
    }

    private static List<String> look(int status, String body) throws IOException, InterruptedException {
        return condition(status, body).findings().stream()
                .map(DatabaseChecksTest::told)
                .toList();
    }

    private static Condition condition(int status, String body) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return new HealthCheck(
                            "boxes", "http://127.0.0.1:" + server.getAddress().getPort())
                    .look();
        } finally {
            server.stop(0);
        }
    }

    private static List<String> told(String address) throws InterruptedException {
        return new HealthCheck("boxes", address)
                .look().findings().stream().map(DatabaseChecksTest::told).toList();
    }
}
