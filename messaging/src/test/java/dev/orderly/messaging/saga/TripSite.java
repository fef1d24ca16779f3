package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.operator.Effects;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.saga.Trips.Book;
import dev.orderly.messaging.saga.Trips.Off;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.topology.KafkaClients;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The service of [Trips] with its database, as its operator finds it.
public final class TripSite implements AutoCloseable {
    private static final List<Table<?>> TABLES = List.of(Trips.TRIPS_TABLE, SagaTable.of(Trips.SAGAS));

    private final BoxDatabase database = BoxDatabase.fresh();
    private final Line line = new Line(
            "trips",
            new JdbcStore(database.source(), TABLES),
            TABLES.stream().map(Table::kind).toList(),
            new Publication("/orderly/trips", List.of(Trips.COMMANDS)),
            InstantSource.system(),
            _ -> {},
            () -> {});

    public TripSite() throws SQLException {
        database.run("CREATE TABLE trips (trip text PRIMARY KEY, turn text)");
    }

    /// Begins a trip, which awaits that it is paid.
    public void start(String trip) {
        line.handle(List.of(Item.internal(Trips.event(new Book(trip)), "test", Trips.booking())));
    }

    /// Sets it aside, as ten faults do.
    public void stick(String trip) throws SQLException {
        database.run("UPDATE sagas SET status = 'STUCK', due_at = NULL, failures = 10 WHERE saga_id = '" + trip + "'");
    }

    /// Carries it on behind its pivot.
    public void pay(String trip) throws SQLException {
        database.run("UPDATE sagas SET step = 'ticket' WHERE saga_id = '" + trip + "'");
    }

    public String saga(String trip) throws SQLException {
        return database.texts(
                        "SELECT concat_ws(' ', status, step, turned, attempt, failures) FROM sagas WHERE saga_id = '"
                                + trip + "'")
                .getFirst();
    }

    /// What is to be sent, in order.
    public List<String> outbox() throws SQLException {
        return database.texts("SELECT type || ' ' || subject FROM outbox ORDER BY id");
    }

    public void run(String sql) throws SQLException {
        database.run(sql);
    }

    public Site site() {
        var coordinator = Trips.coordinator();
        return new Site(
                "trips",
                "here",
                database.open(),
                new KafkaClients("trips", Map.of()),
                1,
                List.of(Trips.COMMANDS),
                TABLES,
                List.of(),
                Recollection.OF_FACTS_ALONE,
                Effects.NONE,
                Optional.of(new Steering<>(
                        "/orderly/trips",
                        coordinator,
                        Off::new,
                        "trip.off",
                        Trips.cancelling(coordinator),
                        (_, trip) -> Map.of("trip", "to Rome, " + trip))));
    }

    @Override
    public void close() {
        database.close();
    }
}
