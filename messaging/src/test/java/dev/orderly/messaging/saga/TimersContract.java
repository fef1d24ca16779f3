package dev.orderly.messaging.saga;

import static dev.orderly.messaging.saga.Trips.SAGAS;
import static dev.orderly.messaging.saga.Trips.TRIPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.saga.Trips.Book;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What timers do on the line, whoever keeps the rows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TimersContract {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final int ALL = 10_000;

    private final JsonMapper json = new JsonMapper();
    private final SettableTime time = new SettableTime();
    private final RecordingTelemetry telemetry = new RecordingTelemetry();

    abstract Store store();

    abstract Deadlines deadlines();

    /// The payloads of outbox rows, in their order.
    abstract List<byte[]> outbox() throws Exception;

    @Test
    void what_follows_from_a_timer_is_told_as_part_of_the_story_that_the_saga_began_in() throws Exception {
        var trip = trip("t");
        book(trip, "story-" + trip);
        time.passes(ANSWER_TIMEOUT);
        fire(trip);
        time.passes(ANSWER_TIMEOUT);
        fire(trip);
        var sent = sent(trip);
        assertThat(sent)
                .extracting(it -> it.get("type").asString())
                .containsExactly("trip.pay", "trip.refund", "trip.refund");
        assertThat(sent).extracting(it -> it.get("correlationid").asString()).containsOnly("story-" + trip);
        assertThat(sent)
                .extracting(it -> new Trace(it.get("traceparent").asString()).traceId())
                .containsOnly(Trace.startedBy("story-" + trip).traceId());
        assertThat(sent).extracting(it -> it.get("id").asString()).doesNotHaveDuplicates();
    }

    private static String trip(String kind) {
        return kind + "-" + UUID.randomUUID();
    }

    private void book(String trip, String correlationId) {
        var envelope = new Envelope(
                "book-" + trip,
                "/test",
                "trip.book",
                trip,
                time.instant(),
                "",
                0,
                correlationId,
                Optional.empty(),
                Optional.empty(),
                Trace.startedBy(correlationId));
        line().handle(List.of(Item.internal(new Event<>(envelope, new Book(trip)), "test", Trips.booking())));
    }

    /// Lets this trip's timer fire, if it is due.
    private void fire(String trip) {
        line().handle(deadlines().due(time.instant(), Set.of(0), ALL).stream()
                .filter(item -> item.envelope().orElseThrow().subject().equals(trip))
                .toList());
    }

    private List<JsonNode> sent(String trip) throws Exception {
        return outbox().stream()
                .map(json::readTree)
                .filter(message -> message.get("subject").asString().equals(trip))
                .toList();
    }

    private Line line() {
        return new Line(
                "trips",
                store(),
                List.of(TRIPS, SAGAS),
                new Publication("/orderly/trips", List.of(Trips.COMMANDS)),
                time,
                telemetry,
                () -> {});
    }

    /// Timers that are all one instance's.
    static SagaDeadlines timersOf(DataSource database) {
        var settings = new SagaDeadlines.Settings("/orderly/trips", "trip-answers", "trip-bookings", "pay", ALL);
        return new SagaDeadlines(database, Trips.coordinator(), settings, 1);
    }
}
