package dev.orderly.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.request.Door;
import dev.orderly.messaging.request.GetThing;
import dev.orderly.messaging.service.settings.HttpSettings;
import dev.orderly.messaging.telemetry.Health;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEdgeTest {
    private final RecordingTelemetry told = new RecordingTelemetry();
    private final Health health = new Health(told, InstantSource.system());
    private final GetThing question = new GetThing();
    private final HttpEdge edge = edge(0);
    private final HttpClient client = HttpClient.newHttpClient();

    HttpEdgeTest() {
        edge.start();
    }

    @AfterEach
    void stop() {
        client.close();
        edge.stop();
    }

    @Test
    void what_is_found_is_json_in_the_order_of_the_record() throws Exception {
        var response = get("/things/a");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo("{\"thingId\":\"a\",\"limit\":50}");
        assertThat(told.of(Signal.Answered.class))
                .extracting(Signal.Answered::question)
                .containsExactly("thing.get");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a%20b    | 400 | Bad Request           | thingId must be an id: [A-Za-z0-9._:-]{1,64}",
                "unknown  | 404 | Not Found             | there is no such thing",
                "conflict | 409 | Conflict              | this key was used for something else",
                "many     | 429 | Too Many Requests     | too many things",
                "bug      | 500 | Internal Server Error | this is a bug of the service; its log says more",
                "wrong-sql | 500 | Internal Server Error | this is a bug of the service; its log says more",
                "away     | 503 | Service Unavailable   | the database is away",
                "no-table | 503 | Service Unavailable   | the database lacks a table of this service",
                "outage   | 503 | Service Unavailable   | the database does not answer; ask again in a moment",
            })
    void errors_are_problems(String id, int status, String title, String detail) throws Exception {
        var response = get("/things/" + id);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                        .formatted(title, status, detail));
    }

    @Test
    void a_business_no_has_a_type_of_its_own() throws Exception {
        var response = get("/things/refused");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body())
                .contains("\"type\":\"urn:orderly:problem:unknown-user\"", "\"code\":\"unknown-user\"");
    }

    @Test
    void whoever_asks_too_much_is_told_when_to_come_back() throws Exception {
        assertThat(get("/things/many").headers().firstValue("retry-after")).hasValue("3");
    }

    @Test
    void nothing_is_answered_from_a_database_that_may_have_lost_rows() throws Exception {
        health.doubt("the database lacks facts");
        for (var id : List.of("a", "unknown")) {
            var response = get("/things/" + id);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("retry-after")).hasValue("5");
            assertThat(response.body()).contains("\"detail\":\"the database lacks facts\"");
        }
        assertThat(question.calls()).isEmpty();
        health.trust();
        assertThat(get("/things/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void who_meets_an_outage_is_told_to_come_back_in_a_moment() throws Exception {
        assertThat(get("/things/outage").headers().firstValue("retry-after")).hasValue("1");
    }

    @Test
    void a_bug_is_told_to_the_log_only() throws Exception {
        assertThat(get("/things/bug").body()).doesNotContain("hunter2", "IllegalState");
        assertThat(told.of(Signal.AnswerFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.cause()).hasMessage(GetThing.SECRET));
    }

    @Test
    void parameters_behind_the_question_mark_fill_fields() throws Exception {
        assertThat(get("/things?thing=a&limit=3&other=x").body()).isEqualTo("{\"thingId\":\"a\",\"limit\":3}");
        assertThat(get("/things?thing=a&limit=x").body()).contains("limit has the wrong type");
        assertThat(get("/things?thing=a&thing=b").body()).contains("thing is given more than once");
    }

    @Test
    void refused_parameters_are_named_as_the_asker_wrote_them() throws Exception {
        assertThat(get("/things?limit=3").statusCode()).isEqualTo(400);
        assertThat(get("/things?limit=3").body()).contains("\"thing is missing\"");
        assertThat(get("/things?thing=a%20b").body()).contains("\"thing must be an id: ");
        assertThat(post("/things", "{\"limit\":3}", "application/json").body()).contains("\"thingId is missing\"");
    }

    @Test
    void what_is_accepted_says_where_to_follow_it() throws Exception {
        var response = post("/things", "{\"thingId\":\"accepted\"}", "application/json; charset=utf-8");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("location")).hasValue("/things/accepted");
    }

    @Test
    void a_post_takes_strict_json_of_bounded_size() throws Exception {
        assertThat(post("/things", "{", "application/json").statusCode()).isEqualTo(400);
        assertThat(post("/things", "", "application/json").statusCode()).isEqualTo(400);
        assertThat(post("/things", "a=b", "application/x-www-form-urlencoded").statusCode())
                .isEqualTo(415);
        var large = "{\"thingId\":\"a\",\"x\":\"" + "x".repeat(300 * 1024) + "\"}";
        assertThat(post("/things", large, "application/json").statusCode()).isEqualTo(413);
        assertThat(question.calls()).isEmpty();
    }

    @Test
    void headers_of_the_call_reach_the_question() throws Exception {
        send(request("/things/a")
                .header("Idempotency-Key", "\"k-1\"")
                .header("Prefer", "respond-async, wait=5")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        var call = question.calls().getFirst();
        assertThat(call.idempotencyKey()).hasValue("k-1");
        assertThat(call.patience()).hasValue(Duration.ofSeconds(5));
        assertThat(call.trace().orElseThrow().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void a_question_past_its_deadline_is_not_worked_on() throws Exception {
        var past = Long.toString(Instant.now().minusSeconds(1).toEpochMilli());
        assertThat(send(request("/things/a").header("Orderly-Deadline", past)).statusCode())
                .isEqualTo(503);
        assertThat(send(request("/things/a").header("Orderly-Deadline", "soon")).statusCode())
                .isEqualTo(400);
        assertThat(question.calls()).isEmpty();
    }

    @Test
    void other_addresses_and_methods_are_problems_too() throws Exception {
        var nothing = get("/nothing");
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.headers().firstValue("content-type")).hasValue("application/problem+json");
        var delete = send(request("/things").DELETE());
        assertThat(delete.statusCode()).isEqualTo(405);
        assertThat(delete.headers().firstValue("allow")).hasValue("GET, HEAD, POST");
        assertThat(post("/health/live", "{}", "application/json").statusCode()).isEqualTo(405);
    }

    @Test
    void health_is_200_or_503_with_each_dependency_by_name() throws Exception {
        health.expect("kafka");
        health.started();
        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        health.up("kafka");
        var ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"kafka\",\"status\":\"UP\",\"data\":{}}]}");
    }

    @Test
    void pages_are_served_as_they_are() throws Exception {
        var page = get("/metrics");
        assertThat(page.body()).isEqualTo("up 1\n");
        assertThat(page.headers().firstValue("content-type")).hasValue("text/plain");
    }

    @Test
    void a_port_that_is_taken_is_told_in_one_line() throws Exception {
        try (var holder = new ServerSocket()) {
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThatThrownBy(edge(holder.getLocalPort())::start)
                    .isInstanceOf(Failure.class)
                    .hasMessage(
                            "cannot listen on 127.0.0.1:" + holder.getLocalPort()
                                    + ", which is taken or not of this machine; stop what uses it, or set HTTP_PORT or HTTP_HOST");
        }
    }

    @Test
    void what_is_no_http_is_refused_without_words_about_the_inside() throws Exception {
        assertThat(raw("GET /things/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("io.helidon", "Exception");
        assertThat(raw("nonsense\r\n\r\n")).doesNotContain("io.helidon", "Exception");
    }

    @Test
    void headers_beyond_the_limit_are_refused() throws Exception {
        var answer = raw("GET /things/a HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4");
    }

    @Test
    void head_is_answered_like_get_without_a_body() throws Exception {
        for (var path : List.of("/things/a", "/things/unknown", "/health/live", "/metrics", "/nothing")) {
            assertThat(raw("HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"
                            + "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .containsPattern("Content-Length: [1-9]")
                    .containsPattern("\r\n\r\nHTTP/1.1 200 OK\r\n");
        }
    }

    private HttpEdge edge(int port) {
        return new HttpEdge(
                new HttpSettings("127.0.0.1", port),
                List.of(
                        Route.get("/things/{thingId}", question),
                        Route.get("/things?thing={thingId}&limit={limit}", question),
                        Route.post("/things", question)),
                List.of(new Page("/metrics", "text/plain", () -> "up 1\n")),
                health,
                new Door("http", health, told, InstantSource.system()));
    }

    private String raw(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), edge.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(1_000), StandardCharsets.US_ASCII);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String body, String contentType) throws Exception {
        return send(request(path).header("content-type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(edge.address() + path)).timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
