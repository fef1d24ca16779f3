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

    private static List<String> look(int status, String body) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return told("http://127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    private static List<String> told(String address) throws InterruptedException {
        return new HealthCheck("boxes", address)
                .look().stream().map(DatabaseChecksTest::told).toList();
    }
}
