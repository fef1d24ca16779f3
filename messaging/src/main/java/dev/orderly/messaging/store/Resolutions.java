package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.StoreException.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes down what an operator decided about a dead letter: in its row, on the shelf, and in the topic of dead
/// letters, all of it or nothing.
public final class Resolutions {
    private static final int RACES = 50;

    /// One that was redriven and failed again meanwhile is another than was looked at.
    private static final String LOCK =
            "SELECT FROM dead_letters WHERE id = ? AND status = 'OPEN' AND hops = ? FOR UPDATE";

    private static final String RESOLVE = """
            WITH resolved AS (
              UPDATE dead_letters SET status = ?, because = ?, resolved_at = now(), stream = ?, sequence = ?,
                mended_payload = ?, mended_headers = ?
              WHERE id = ? RETURNING id, status, reason, detail, attempts, hops, because)
            INSERT INTO dead_letter_history (letter, event, reason, detail, attempts, hops, because, mended)
            SELECT id, status, reason, detail, attempts, hops, because, ? FROM resolved""";

    private final JdbcStore store;
    private final Duplicates duplicates = new Duplicates();

    public Resolutions(JdbcStore store) {
        this.store = store;
    }

    /// What came of it.
    public enum Said {
        DONE,
        /// It is no longer the open dead letter that it was.
        CHANGED,
        /// Its message was sent in again, and handled.
        HANDLED_MEANWHILE,
        /// Another message of its id was handled.
        ID_TAKEN
    }

    /// A decision.
    ///
    /// @param because why, where it is discarded
    /// @param mended the message to be handled instead of what was buried, if it is edited now
    /// @param claim which messages must not have been handled
    /// @param stream the numbered facts that it is one of; empty for none
    /// @param shelved what has its turn in its place
    /// @param told what the topic of dead letters tells
    public record Resolution(
            Status status,
            String because,
            Optional<Received> mended,
            Claim claim,
            String stream,
            long sequence,
            Optional<HeldBack> shelved,
            OutboxRow told) {}

    /// Identities that must be free.
    ///
    /// @param identity of the message that is to be handled: it counts as handled from now on
    /// @param originals where it has another id now, those that it had before, which count as handled, too
    public record Claim(Optional<Identity> identity, Set<Identity> originals) {
        public static final Claim NONE = new Claim(Optional.empty(), Set.of());
    }

    /// @param letter as it was looked at
    public Said resolve(Buried letter, Resolution resolution) {
        return unraced(connection -> {
            var said = admitted(connection, letter, resolution.claim());
            if (said == Said.DONE) {
                write(connection, letter, resolution);
            }
            return said;
        });
    }

    /// What would come of it; nothing is written.
    public Said rehearse(Buried letter, Claim claim) {
        return unraced(connection -> {
            var said = admitted(connection, letter, claim);
            connection.rollback();
            return said;
        });
    }

    private Said admitted(Connection connection, Buried letter, Claim claim) throws SQLException {
        if (!isAsFound(connection, letter)) {
            return Said.CHANGED;
        }
        if (letter.mended().isPresent() && !claim.originals().isEmpty()) {
            new Originals(connection).free(claim.originals()); // an earlier version left them noted
        }
        var inbox = new Inbox(connection, duplicates);
        for (var original : claim.originals()) {
            if (admission(inbox, original) != Admission.NEW) {
                return Said.HANDLED_MEANWHILE;
            }
        }
        if (claim.identity().isEmpty()) {
            return Said.DONE;
        }
        return switch (admission(inbox, claim.identity().get())) {
            case NEW, HELD_BACK -> Said.DONE;
            case DUPLICATE -> Said.HANDLED_MEANWHILE;
            case ID_REUSED -> Said.ID_TAKEN;
        };
    }

    private static Admission admission(Inbox inbox, Identity identity) throws SQLException {
        var message = new Arrival(Optional.empty(), Optional.of(identity), "", 0);
        return inbox.admit(new Arrivals(List.of(message), List.of())).getFirst();
    }

    private static boolean isAsFound(Connection connection, Buried letter) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setLong(1, letter.id());
            lock.setInt(2, letter.letter().hops());
            try (var row = lock.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void write(Connection connection, Buried letter, Resolution resolution) throws SQLException {
        var mended = resolution.mended().or(letter::mended);
        try (var resolve = connection.prepareStatement(RESOLVE)) {
            var column = 0;
            resolve.setString(++column, resolution.status().name());
            resolve.setString(++column, resolution.because());
            resolve.setString(++column, resolution.stream());
            resolve.setLong(++column, resolution.sequence());
            resolve.setBytes(++column, mended.map(Received::value).orElse(null));
            resolve.setBytes(
                    ++column, mended.map(it -> HeaderBytes.of(it.headers())).orElse(null));
            resolve.setLong(++column, letter.id());
            resolve.setBoolean(++column, resolution.mended().isPresent());
            resolve.execute();
        }
        if (resolution.status() == Status.DISCARDED && letter.mended().isPresent()) {
            // an earlier version left it noted, and what is discarded claims nothing
            new Originals(connection).free(List.of(Originals.of(letter.letter().record())));
        }
        if (resolution.shelved().isPresent()) {
            new Shelf(connection).hold(List.of(resolution.shelved().get()));
        }
        new OutboxTable(connection).append(List.of(resolution.told()));
    }

    /// A service at work may handle the same message in this moment.
    private <R> R unraced(JdbcStore.Work<R> work) {
        for (int races = 0; ; races++) {
            try {
                return store.inTransaction(work);
            } catch (StoreException e) {
                if (e.trouble() != Trouble.RACED || races == RACES) {
                    throw e;
                }
            }
        }
    }
}
