package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.store.Shadow;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.store.Table.Difference;
import dev.orderly.messaging.store.Unfolded;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Rebuilds one derived table: a shadow of it is folded from its topic, compared with it, and put in its
/// place, while the service goes on.
final class Rebuild<S> {
    private static final String DEPENDED_UPON = "2BP01";
    private static final String STATEMENT_TOO_LONG = "57014";
    private static final String IDLE_TOO_LONG = "25P03";

    private final Shadow shadow;
    private final Unfolded unfolded;
    private final Table<S> table;
    private final Numbered<S> kind;
    private final ShadowFold fold;
    private final Look look;
    private final Patience patience;

    /// Looks where the topic begins and ends.
    interface Look {
        Bounds bounds();
    }

    /// @param kind of the table
    Rebuild(
            Shadow shadow,
            Unfolded unfolded,
            Table<S> table,
            Numbered<S> kind,
            ShadowFold fold,
            Look look,
            Patience patience) {
        this.shadow = shadow;
        this.unfolded = unfolded;
        this.table = table;
        this.kind = kind;
        this.fold = fold;
        this.look = look;
        this.patience = patience;
    }

    /// What was swapped.
    ///
    /// @param found the comparison at that moment
    /// @param alone how long others had to wait for the table, at most
    record Swapped(Comparison found, Duration alone) {}

    private String name() {
        return kind.name();
    }

    /// Folds the shadow, and compares it with the live table at the same moment.
    ///
    /// @param differing told of each row
    /// @throws Failure if the topic has lost facts
    Comparison compare(Output output, Consumer<Difference<S>> differing) throws Exception {
        shadow.begin();
        var hasLive = shadow.hasLive(name());
        var stretches = fold.stretches();
        var progress = output.progress(
                "records", stretches.stream().mapToLong(Stretch::length).sum());
        fold.round(stretches, progress::add);
        progress.end();
        return compared(hasLive, differing);
    }

    private Comparison compared(boolean hasLive, Consumer<Difference<S>> differing) throws Exception {
        var lost = fold.lost().among(unfolded.handled(), look.bounds());
        var after = shadow.shadow(name());
        var live = hasLive ? shadow.live(name()) : "(SELECT * FROM %s WHERE false)".formatted(after);
        var count = new Comparison.Count();
        table.differences(shadow.connection(), live, after, difference -> {
            if (lost.isPresent()) {
                checkNotBehind(difference, lost.get());
            }
            count.add(difference);
            differing.accept(difference);
        });
        return count.result(hasLive, shadow.count(after));
    }

    /// Where records are lost, a row that would go back is not one that somebody has changed.
    private void checkNotBehind(Difference<S> difference, String lost) {
        long known = version(difference.before());
        long folded = version(difference.after());
        if (known > folded) {
            var row = difference.before().map(table::key).orElse("");
            throw fold.missing(row, folded + 1, "%s has seen it: %s".formatted(name(), lost));
        }
    }

    private long version(Optional<S> state) {
        return state.map(kind::version).orElse(0L);
    }

    /// Puts the shadow, which was compared, in the live table's place, with all that was handled meanwhile.
    ///
    /// @throws Failure if the table cannot be had alone for long enough, or is another version's by now;
    /// then it is as it was
    Swapped swap() throws Exception {
        commit();
        shadow.tidy(name());
        for (var locking : patience.tries()) {
            var hasLive = catchUp();
            var begun = System.nanoTime();
            if (shadow.beginAlone(name(), hasLive, locking, patience.limits())) {
                var found = swapAlone(hasLive);
                return new Swapped(found, Duration.ofNanos(System.nanoTime() - begun));
            }
            Thread.sleep(patience.pause());
        }
        throw new Failure(
                ExitCode.FAILED,
                "table %s could not be had for a moment, in %d tries: a long transaction or an autovacuum uses it; see pg_stat_activity, and try again"
                        .formatted(name(), patience.tries().size()));
    }

    /// So that little is left for the moment in which the service has to wait.
    ///
    /// @return whether there is a live table
    private boolean catchUp() throws Exception {
        shadow.begin();
        fold.round(fold.stretches(), _ -> {});
        var hasLive = shadow.hasLive(name());
        commit();
        return hasLive;
    }

    private void commit() throws SQLException {
        unfolded.remember();
        shadow.connection().commit();
    }

    private Comparison swapAlone(boolean hasLive) throws Exception {
        try {
            checkVersion();
            fold.round(fold.stretches(), _ -> {});
            var found = compared(hasLive, _ -> {});
            shadow.swap(name(), hasLive);
            shadow.connection().commit();
            return found;
        } catch (SQLException | StoreException e) {
            throw unswapped(e);
        }
    }

    /// Behind the lock: whatever changes the table's shape has ended before, or will change the new one's.
    private void checkVersion() throws SQLException {
        var other = shadow.otherMigrations();
        if (other.isPresent()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the tables were brought to another version meanwhile (migration %s), and table %s is left as it is; rebuild it by the version that did so"
                            .formatted(other.get(), name()));
        }
    }

    private Exception unswapped(Exception e) {
        var state = SiteCommand.sql(e).map(SQLException::getSQLState).orElse("");
        return switch (state) {
            case DEPENDED_UPON ->
                new Failure(
                        ExitCode.FAILED,
                        "something depends on table %s, a view perhaps; drop that first, and make it again afterwards"
                                .formatted(name()));
            case STATEMENT_TOO_LONG, IDLE_TOO_LONG ->
                new Failure(
                        ExitCode.FAILED,
                        "table %s was kept from the service for too long, and given back as it was: Kafka, the database or this process was slow; try again"
                                .formatted(name()));
            default -> e;
        };
    }
}
