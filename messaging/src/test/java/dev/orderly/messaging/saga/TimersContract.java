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
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.saga.Trips.Book;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What timers do on the line, whoever keeps the rows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TimersContract {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final int FAILURES = 10;
    private static final int ALL = 10_000;
    private static final int BOOKING_PARTITIONS = 12;

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

    @ParameterizedTest
    @ValueSource(strings = {"bad", "torn", "odd"})
    void a_saga_that_cannot_be_carried_on_is_tried_again_and_again_and_then_set_aside(String how) {
        var trip = trip(how);
        book(trip, "story-" + trip);
        time.passes(ANSWER_TIMEOUT);
        for (int failures = 1; failures < FAILURES; failures++) {
            fire(trip);
            assertThat(told(trip)).last().isInstanceOfSatisfying(Outcome.Retrying.class, isTheOne(failures));
            assertThat(due(trip)).as("not before its pause is over").isEmpty();
            time.passes(Duration.ofSeconds(1L << (failures - 1)));
        }
        fire(trip);
        assertThat(told(trip)).hasSize(FAILURES).last().isInstanceOfSatisfying(Outcome.DeadLettered.class, dead -> {
            assertThat(dead.reason().code()).isEqualTo("bug");
            assertThat(dead.attempts()).isEqualTo(FAILURES);
        });
        assertThat(saga(trip).status()).isEqualTo(Status.STUCK);
        time.passes(Duration.ofDays(1));
        assertThat(due(trip)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", "torn", "odd"})
    void a_saga_that_cannot_be_carried_on_does_not_hold_up_the_others_of_its_batch(String how) throws Exception {
        var trips = List.of(trip("t"), trip(how), trip("t"));
        trips.forEach(trip -> book(trip, "story-" + trip));
        time.passes(ANSWER_TIMEOUT);
        fire(trips.toArray(String[]::new));
        assertThat(trips.stream().map(this::saga)).extracting(SagaState::turned).containsExactly(true, false, true);
        assertThat(saga(trips.get(1)).failures()).isEqualTo(1);
        assertThat(sent(trips.get(2)))
                .extracting(it -> it.get("type").asString())
                .contains("trip.refund");
    }

    @Test
    void open_sagas_are_counted_by_the_partitions_of_the_topic_that_is_throttled() {
        var trip = trip("t");
        var its = Set.of(SagaTable.keyHash(trip) % BOOKING_PARTITIONS);
        var another = Set.of((SagaTable.keyHash(trip) + 1) % BOOKING_PARTITIONS);
        var room = deadlines().room(its);
        var elsewhere = deadlines().room(another);
        book(trip, "story-" + trip);
        assertThat(deadlines().room(its)).isEqualTo(room - 1);
        assertThat(deadlines().room(another)).isEqualTo(elsewhere);
    }

    private static Consumer<Outcome.Retrying> isTheOne(int failures) {
        return retrying -> {
            assertThat(retrying.attempt()).isEqualTo(failures);
            assertThat(retrying.delay()).isEqualTo(Duration.ofSeconds(1L << (failures - 1)));
        };
    }

    private List<Outcome> told(String trip) {
        return telemetry.of(MessageDone.class).stream()
                .filter(line -> line.type().equals("saga.due") && line.subject().equals(trip))
                .map(MessageDone::outcome)
                .toList();
    }

    private SagaState saga(String trip) {
        return store().transact(t -> t.load(SAGAS, new TreeSet<>(List.of(trip))))
                .get(trip);
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

    /// Lets the timers of these trips fire, those that are due.
    private void fire(String... trips) {
        line().handle(due(trips));
    }

    private List<Item> due(String... trips) {
        var wanted = List.of(trips);
        return deadlines().due(time.instant(), Set.of(0), ALL).stream()
                .filter(item -> wanted.contains(item.envelope().orElseThrow().subject()))
                .toList();
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
        return new SagaDeadlines(
                database,
                Trips.coordinator(),
                settings,
                topic -> topic.equals("trip-bookings") ? BOOKING_PARTITIONS : 1);
    }
}
