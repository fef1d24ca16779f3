package dev.orderly.messaging.request;

import dev.orderly.messaging.telemetry.OutsideText;
import io.nats.client.Connection;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import io.nats.service.ServiceEndpoint;
import io.nats.service.ServiceMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Answers one subject. All endpoints of a connection share one thread, so each request is handed to a virtual
/// thread of its own, up to a bound; a request above the bound is turned away at once.
final class NatsEndpoint<Q extends Record> {
    private final Question<Q> question;
    private final QuestionReader<Q> reader;
    private final Door door;
    private final int parallel;
    private final Semaphore permits;
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    NatsEndpoint(Question<Q> question, Door door, int parallel) {
        this.question = question;
        this.reader = new QuestionReader<>(question.asked());
        this.door = door;
        this.parallel = parallel;
        this.permits = new Semaphore(parallel);
    }

    ServiceEndpoint on(Connection connection) {
        return ServiceEndpoint.builder()
                .endpointName(question.subject().replace('.', '-'))
                .endpointSubject(question.subject())
                .handler(message -> handOver(connection, message))
                .statsDataSupplier(this::statistics)
                .build();
    }

    /// Waits until no request is worked on.
    void awaitIdle(Duration atMost) throws InterruptedException {
        if (permits.tryAcquire(parallel, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            permits.release(parallel);
        }
    }

    private void handOver(Connection connection, ServiceMessage message) {
        if (message.getReplyTo() == null) {
            return;
        }
        if (!permits.tryAcquire()) {
            reply(connection, message, new Answer.Unavailable("too many requests at a time; try again"));
            return;
        }
        Thread.ofVirtual().name("nats " + question.subject()).start(() -> {
            try {
                reply(connection, message, door.ask(question, () -> read(message)));
            } finally {
                permits.release();
            }
        });
    }

    private Call<Q> read(ServiceMessage message) {
        var headers = message.getHeaders();
        return Headers.call(
                reader.read(message.getData()),
                name -> headers == null ? Optional.empty() : Optional.ofNullable(headers.getFirst(name)));
    }

    private void reply(Connection connection, ServiceMessage message, Answer answer) {
        answers.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
        try {
            switch (answer) {
                case Answer.Found(var json) -> message.respond(connection, AnswerJson.bytes(json));
                case Answer.Accepted(var json, var _) -> message.respond(connection, AnswerJson.bytes(json));
                case Answer.Refused(var code, var detail) -> refuse(connection, message, answer, code + ": " + detail);
                default -> refuse(connection, message, answer, answer.detail());
            }
        } catch (IllegalStateException _) {
            // The connection was lost meanwhile: whoever asked has stopped waiting, and nothing may be sent late.
            answers.computeIfAbsent(0, _ -> new LongAdder()).increment();
        }
    }

    private static void refuse(Connection connection, ServiceMessage message, Answer answer, String text) {
        message.respondStandardError(connection, OutsideText.shown(text), answer.status());
    }

    /// How often each status was answered (0: could not be sent). The protocol's own counts know neither statuses nor
    /// how long a request took that was handed over.
    private JsonValue statistics() {
        var counts = new TreeMap<Integer, LongAdder>(answers);
        var json = JsonValueUtils.mapBuilder();
        counts.forEach((status, count) -> json.put(status.toString(), count.sum()));
        return JsonValueUtils.mapBuilder().put("answers", json.toJsonValue()).toJsonValue();
    }
}
