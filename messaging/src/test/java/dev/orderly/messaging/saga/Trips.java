package dev.orderly.messaging.saga;

import static dev.orderly.messaging.saga.Step.local;
import static dev.orderly.messaging.saga.Step.remote;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.event.Note;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.saga.Step.Local;
import dev.orderly.messaging.saga.Step.Remote;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.messaging.store.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A story to try the coordinator with: a trip that is paid for, and then ticketed. One whose id begins with `bad`
/// breaks when silence is to be given a meaning, one with `torn` when its turn is written down, and of one with `odd`
/// no database takes the turn.
final class Trips implements Aggregate<Trips.Trip>, Coordinator.Contexts<Trips.Trip> {
    static final Trips TRIPS = new Trips();
    static final Sagas SAGAS = new Sagas();
    static final Topic COMMANDS = new Topic(
            "trip-commands",
            Topic.Retention.SEVEN_DAYS,
            List.of(
                    new MessageType<>("trip.pay", 1, Pay.class),
                    new MessageType<>("trip.refund", 1, Refund.class),
                    new MessageType<>("trip.ticket", 1, Ticket.class)));
    static final Table<Trip> TRIPS_TABLE = Table.of(TRIPS)
            .column("trip", "text", Trip::id)
            .column("turn", "text", trip -> trip.turn().map(Turn::reason).orElse(null))
            .readBy(row -> new Trip(
                    row.getString(1), Optional.ofNullable(row.getString(2)).map(why -> new Turn("OFF", why, ""))));

    /// @param turn how it turned back, if it did
    record Trip(String id, Optional<Turn> turn) {}

    /// What is said about a trip.
    sealed interface Said extends Message {
        String trip();

        @Override
        default String subject() {
            return trip();
        }
    }

    record Book(String trip) implements Said {}

    record Pay(String trip) implements Said {}

    record Paid(String trip) implements Said {}

    record Refund(String trip) implements Said {}

    record Refunded(String trip) implements Said {}

    record Ticket(String trip) implements Said {}

    record Off(String trip, String why) implements Said {}

    record Ticketed(String trip) implements Said {}

    record Turned(String subject, Turn turn) implements Note {}

    /// Whether a database takes it.
    static boolean isOdd(Trip trip) {
        return trip.id().startsWith("odd") && trip.turn().isPresent();
    }

    /// Begins a trip's saga.
    static Decider<Book> booking() {
        var coordinator = coordinator();
        return new Decider<>() {
            @Override
            public List<String> keys(Aggregate<?> kind, Event<? extends Book> book, States states) {
                return coordinator.keys(kind, book.subject(), states);
            }

            @Override
            public Decision decide(Event<? extends Book> book, States states) {
                return coordinator.start(book.subject(), states.get(TRIPS, book.subject()));
            }
        };
    }

    /// A message as it comes from outside.
    static <M extends Message> Event<M> event(M data) {
        var id = UUID.randomUUID().toString();
        return new Event<>(
                new Envelope(
                        id,
                        "/test",
                        "t",
                        data.subject(),
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        "",
                        0,
                        id,
                        Optional.empty(),
                        Optional.empty(),
                        Trace.startedBy(id)),
                data);
    }

    /// Turns it back, as a user does.
    static Decider<Off> cancelling(Coordinator<Trip> coordinator) {
        return new Decider<>() {
            @Override
            public List<String> keys(Aggregate<?> kind, Event<? extends Off> off, States states) {
                return coordinator.keys(kind, off.subject(), states);
            }

            @Override
            public Decision decide(Event<? extends Off> off, States states) {
                return coordinator.turnBack(
                        states, off.subject(), new Turn("OFF", off.data().why(), ""));
            }
        };
    }

    static Coordinator<Trip> coordinator() {
        Local<Trip> book = local("book", _ -> Verdict.proceed());
        Remote<Trip> pay = remote("pay", (trip, _) -> Optional.of(new Pay(trip.id())));
        Local<Trip> settle = local("settle", _ -> Verdict.proceed());
        Remote<Trip> ticket = remote("ticket", (trip, _) -> Optional.of(new Ticket(trip.id())));
        var saga = Saga.<Trip>of(
                "trip",
                1,
                (trip, turn) -> new Turned(trip.id(), turn),
                book,
                pay.on(Paid.class, (_, _) -> Verdict.proceed())
                        .undo((trip, _) -> Optional.of(new Refund(trip.id())), Refunded.class)
                        .late(Paid.class, (trip, _) -> Optional.of(new Refund(trip.id())))
                        .within(Duration.ofSeconds(10), Trips::unpaid),
                settle.asPivot(),
                ticket.endedBy(Ticketed.class).askedAgainAfter(Duration.ofHours(1)));
        return new Coordinator<>(saga, SAGAS, TRIPS, Class::getSimpleName);
    }

    private static Turn unpaid(Trip trip) {
        if (trip.id().startsWith("bad")) {
            throw new IllegalStateException("no meaning for " + trip.id());
        }
        return new Turn("OFF", "unpaid", "");
    }

    @Override
    public String name() {
        return "trips";
    }

    @Override
    public Trip empty(String key) {
        return new Trip(key, Optional.empty());
    }

    @Override
    public List<String> keys(Message happened) {
        return happened instanceof Turned turned ? List.of(turned.subject()) : List.of();
    }

    @Override
    public Trip evolve(Trip trip, Event<?> happened) {
        if (trip.id().startsWith("torn")) {
            throw new IllegalStateException("torn " + trip.id());
        }
        return new Trip(trip.id(), Optional.of(((Turned) happened.data()).turn()));
    }

    @Override
    public Trip of(States states, String sagaId) {
        return states.get(this, sagaId);
    }

    @Override
    public List<String> keys(Aggregate<?> kind, String sagaId, States states) {
        return kind == this ? List.of(sagaId) : List.of();
    }

    @Override
    public Optional<Turn> turn(Trip trip) {
        return trip.turn();
    }
}
