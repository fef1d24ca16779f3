package dev.orderly.messaging.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.telemetry.Health;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.Signal;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class NatsEdgeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final NatsServer server = new NatsServer();
    private final RecordingTelemetry told = new RecordingTelemetry();
    private final Health health = new Health(told, InstantSource.system());
    private final GetThing question = new GetThing();
    private final NatsEdge edge = edge(2);
    private Connection asker;

    @BeforeEach
    void start() throws Exception {
        server.start();
        health.started();
        edge.start();
        awaitReady();
        asker = Nats.connect(new Options.Builder()
                .server(server.url())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(50))
                .build());
    }

    @AfterEach
    void stop() throws Exception {
        edge.stop();
        asker.close();
        server.close();
    }

    @Test
    void a_question_is_answered_with_json() throws Exception {
        assertThat(text(ask("{\"thingId\":\"a\"}"))).isEqualTo("{\"thingId\":\"a\",\"limit\":50}");
        assertThat(text(ask("{\"thingId\":\"accepted\"}"))).contains("accepted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                         | 400 | the request is empty; send a JSON object",
                "{                        | 400 | the request is not strict JSON: line 1, column 2",
                "{\"thingId\":\"a b\"}      | 400 | thingId must be an id: [A-Za-z0-9._:-]{1,64}",
                "{\"thingId\":\"unknown\"}  | 404 | there is no such thing",
                "{\"thingId\":\"conflict\"} | 409 | this key was used for something else",
                "{\"thingId\":\"refused\"}  | 422 | unknown-user: nobody has registered this user",
                "{\"thingId\":\"many\"}     | 429 | too many things",
                "{\"thingId\":\"bug\"}      | 500 | this is a bug of the service; its log says more",
                "{\"thingId\":\"away\"}     | 503 | the database is away",
            })
    void errors_are_the_protocols_headers(String request, String code, String error) throws Exception {
        var reply = ask(request == null ? "" : request);
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo(code);
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error")).isEqualTo(error);
        assertThat(reply.getData()).isEmpty();
    }

    @Test
    void nothing_is_answered_from_a_database_that_may_have_lost_rows() throws Exception {
        health.doubt("the database lacks facts");
        var reply = ask("{\"thingId\":\"unknown\"}");
        assertThat(status(reply)).isEqualTo("503");
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error")).isEqualTo("the database lacks facts");
        health.trust();
        assertThat(status(ask("{\"thingId\":\"unknown\"}"))).isEqualTo("404");
    }

    @Test
    void an_exception_is_told_to_the_log_and_to_nobody_else() throws Exception {
        ask("{\"thingId\":\"bug\"}");
        assertThat(discover("$SRV.STATS.order-service")).doesNotContain("hunter2");
        assertThat(told.of(Signal.AnswerFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.cause()).hasMessage(GetThing.SECRET));
    }

    @Test
    void the_service_can_be_discovered() throws Exception {
        ask("{\"thingId\":\"a\"}");
        ask("{\"thingId\":\"unknown\"}");
        var ping = new JsonMapper().readTree(discover("$SRV.PING.order-service"));
        assertThat(ping.get("name").asString()).isEqualTo("order-service");
        assertThat(ping.get("version").asString()).isEqualTo("0.1.0");
        var info = new JsonMapper().readTree(discover("$SRV.INFO")).at("/endpoints/0");
        assertThat(info.get("name").asString()).isEqualTo("thing-get");
        assertThat(info.get("subject").asString()).isEqualTo("thing.get");
        assertThat(info.get("queue_group").asString()).isEqualTo("q");
        var stats = new JsonMapper().readTree(discover("$SRV.STATS")).at("/endpoints/0");
        assertThat(stats.get("num_requests").asInt()).isEqualTo(2);
        assertThat(stats.at("/data/answers").toString()).isEqualTo("{\"200\":1,\"404\":1}");
    }

    @Test
    void a_request_past_its_deadline_is_not_executed() throws Exception {
        var past = new Headers()
                .add("Orderly-Deadline", Long.toString(Instant.now().toEpochMilli() - 1));
        assertThat(status(ask("{\"thingId\":\"a\"}", past))).isEqualTo("503");
        assertThat(question.calls()).isEmpty();
        var later = new Headers()
                .add("Orderly-Deadline", Long.toString(Instant.now().toEpochMilli() + 60_000))
                .add("Idempotency-Key", "k-1");
        assertThat(text(ask("{\"thingId\":\"a\"}", later))).contains("\"a\"");
        assertThat(question.calls()).singleElement().satisfies(call -> {
            assertThat(call.idempotencyKey()).hasValue("k-1");
            assertThat(call.deadline()).isPresent();
        });
    }

    @Test
    void slow_answers_hold_up_nobody_and_are_bounded() throws Exception {
        var slow =
                Stream.generate(() -> later("{\"thingId\":\"slow\"}")).limit(2).toList();
        await().atMost(PATIENCE).until(() -> question.calls().size() == 2);
        assertThat(status(ask("{\"thingId\":\"a\"}"))).isEqualTo("503");
        question.goOn();
        question.goOn();
        for (var each : slow) {
            assertThat(text(each.join())).contains("slow");
        }
        await().atMost(PATIENCE).until(() -> text(ask("{\"thingId\":\"a\"}")).contains("\"a\""));
    }

    @Test
    void the_stop_finishes_what_was_begun_and_takes_nothing_new() throws Exception {
        var slow = later("{\"thingId\":\"slow\"}");
        await().atMost(PATIENCE).until(() -> question.calls().size() == 1);
        var stopping = Thread.ofVirtual().start(() -> {
            try {
                edge.stop();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(PATIENCE).until(this::nobodyAnswers);
        question.goOn();
        assertThat(text(slow.join())).contains("slow");
        stopping.join();
        assertThat(told.of(Signal.DependencyLost.class)).isEmpty();
    }

    @Test
    void an_outage_is_told_once_and_survived() throws Exception {
        server.close();
        await().atMost(PATIENCE).until(() -> !health.ready().allUp());
        server.start();
        awaitReady();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> text(ask("{\"thingId\":\"a\"}")).contains("\"a\""));
        assertThat(told.of(Signal.DependencyLost.class))
                .containsExactly(new Signal.DependencyLost("nats", "the connection was lost"));
        assertThat(told.of(Signal.DependencyBack.class)).hasSize(1);
    }

    @Test
    void it_starts_while_nats_is_away() throws Exception {
        server.close();
        var lonely = edge(2);
        lonely.start();
        assertThat(lonely.connection()).isEmpty();
        await().atMost(PATIENCE)
                .until(() -> !told.of(Signal.DependencyLost.class).isEmpty());
        server.start();
        await().atMost(PATIENCE).until(() -> lonely.connection().isPresent());
        lonely.stop();
    }

    @Test
    void stopping_what_never_connected_is_quick() throws Exception {
        server.close();
        var lonely = edge(2);
        lonely.start();
        lonely.stop();
        assertThat(lonely.connection()).isEmpty();
    }

    private boolean nobodyAnswers() throws Exception {
        try {
            ask("{\"thingId\":\"a\"}");
            return false;
        } catch (CancellationException _) {
            return true;
        }
    }

    private NatsEdge edge(int parallel) {
        var settings = new NatsSettings(
                server.url(),
                Optional.empty(),
                Optional.empty(),
                parallel,
                Duration.ofSeconds(2),
                Duration.ofMillis(50),
                Duration.ofSeconds(3));
        return new NatsEdge(
                "order-service",
                "0.1.0",
                "Places orders.",
                settings,
                List.of(question),
                health,
                told,
                InstantSource.system());
    }

    private void awaitReady() {
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> health.ready().allUp());
    }

    private CompletableFuture<Message> later(String json) {
        return asker.requestWithTimeout("thing.get", json.getBytes(StandardCharsets.UTF_8), PATIENCE);
    }

    private Message ask(String json) throws Exception {
        return ask(json, new Headers());
    }

    private Message ask(String json, Headers headers) throws Exception {
        var request = NatsMessage.builder()
                .subject("thing.get")
                .headers(headers)
                .data(json, StandardCharsets.UTF_8)
                .build();
        return asker.request(request).get();
    }

    private String discover(String subject) throws Exception {
        return text(asker.request(subject, new byte[0]).get());
    }

    private static String text(Message reply) {
        return new String(reply.getData(), StandardCharsets.UTF_8);
    }

    private static String status(Message reply) {
        return reply.getHeaders().getFirst("Nats-Service-Error-Code");
    }
}
