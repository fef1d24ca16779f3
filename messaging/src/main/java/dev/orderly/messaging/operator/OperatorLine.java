package dev.orderly.messaging.operator;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.SnapshotStore;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The line, for what an operator says: as one more instance of the service would handle it, whether the
/// service runs or not; or only planned, on one moment of the database, with nothing left of it.
public final class OperatorLine implements AutoCloseable {
    private final Line line;
    private final Optional<Connection> snapshot;
    private Optional<Outcome> outcome = Optional.empty();

    private OperatorLine(Site site, Store store, Optional<Connection> snapshot) {
        this.snapshot = snapshot;
        this.line = new Line(
                site.service(),
                store,
                site.kinds(),
                new Publication(site.source(), site.written()),
                InstantSource.system(),
                this::note,
                () -> {});
    }

    /// @param isExecuted whether it is done; else it is only planned
    public static OperatorLine of(Site site, boolean isExecuted) throws SQLException {
        if (isExecuted) {
            return new OperatorLine(site, new JdbcStore(site.database().source(), site.tables()), Optional.empty());
        }
        var connection = site.database().unhurried();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return new OperatorLine(site, new SnapshotStore(connection, site.tables()), Optional.of(connection));
    }

    /// What becomes of it, or would.
    public Outcome take(Item item) {
        outcome = Optional.empty();
        line.handle(List.of(item));
        return outcome.orElseThrow(() -> new IllegalStateException("no outcome of " + item.origin()));
    }

    /// What would be sent, or was.
    public static String told(List<String> emitted) {
        return emitted.isEmpty() ? "nothing is sent" : String.join(", ", emitted);
    }

    /// Why nothing follows, in an operator's words.
    public static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ignored(var why) -> why;
            case Outcome.Refused(var _, var detail) -> detail;
            case Outcome.DeadLettered(var reason, var _) -> "it meets a fault of ours: " + reason.detail();
            case Outcome.Handled _, Outcome.Duplicate _, Outcome.Waiting _, Outcome.Retrying _ ->
                throw new IllegalStateException("no end: " + outcome);
        };
    }

    private void note(Signal signal) {
        if (signal instanceof MessageDone(var _, var _, var _, var _, var came, var _, var _)) {
            outcome = Optional.of(came);
        }
    }

    @Override
    public void close() throws SQLException {
        if (snapshot.isPresent()) {
            snapshot.get().close();
        }
    }
}
