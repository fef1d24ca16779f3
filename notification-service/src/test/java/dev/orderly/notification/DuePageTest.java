package dev.orderly.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.notification.LetterQueue.DueCursor;
import dev.orderly.notification.LetterQueue.DuePage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes on while the mail server is away is found among any number of letters that wait, in PostgreSQL.
class DuePageTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private static Database database;

    private final JdbcLetterQueue queue = new JdbcLetterQueue(database.pool());

    @BeforeAll
    static void start() {
        database = new Database(false);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    @Test
    void only_letters_of_dead_senders_and_to_unknown_users_are_due() throws SQLException {
        database.fill(4);
        database.execute("DELETE FROM recipients WHERE user_id = 'u-1'");
        database.execute("UPDATE recipients SET email = '' WHERE user_id = 'u-2'");
        database.execute("UPDATE letters SET status = 'SENDING', sender = 'dead' WHERE user_id = 'u-3'");

        var page = queue.dueWithoutMail(NOW, DueCursor.FIRST, 9);
        assertThat(ids(page)).containsExactly("l-1", "l-2", "l-3");
        assertThat(page.next()).isEqualTo(DueCursor.FIRST);
    }

    @Test
    void all_that_is_due_is_looked_through_by_turns_and_then_from_the_beginning() throws SQLException {
        fillAtOnce(2 * JdbcLetterQueue.PAGE + 1);
        database.execute("DELETE FROM recipients WHERE user_id IN ('u-0', 'u-1', 'u-9999')");
        var cursor = DueCursor.FIRST;
        var found = new ArrayList<List<String>>();
        for (int turn = 0; turn < 5; turn++) {
            var page = queue.dueWithoutMail(NOW, cursor, 2);
            found.add(ids(page));
            cursor = page.next();
        }
        assertThat(found)
                .containsExactly(List.of("l-0", "l-1"), List.of(), List.of("l-9999"), List.of("l-0", "l-1"), List.of());
    }

    /// Nor the more of them are due at the same time.
    @Test
    void a_look_takes_no_longer_the_more_letters_wait() throws SQLException {
        fillAtOnce(JdbcLetterQueue.PAGE);
        var few = shortestLook(DueCursor.FIRST);
        database.empty();
        fillAtOnce(40 * JdbcLetterQueue.PAGE);
        var cursor = DueCursor.FIRST;
        for (int turn = 0; turn < 20; turn++) {
            cursor = queue.dueWithoutMail(NOW, cursor, 256).next();
        }

        assertThat(shortestLook(DueCursor.FIRST)).isLessThan(few.multipliedBy(6));
        assertThat(shortestLook(cursor)).isLessThan(few.multipliedBy(6));
    }

    private static void fillAtOnce(int letters) throws SQLException {
        database.fill(letters);
        database.execute("UPDATE letters SET due_at = '2026-01-01'; ANALYZE letters");
    }

    private Duration shortestLook(DueCursor after) {
        var shortest = Duration.ofDays(1);
        for (int i = 0; i < 10; i++) {
            var begun = System.nanoTime();
            queue.dueWithoutMail(NOW, after, 256);
            var took = Duration.ofNanos(System.nanoTime() - begun);
            shortest = took.compareTo(shortest) < 0 ? took : shortest;
        }
        return shortest;
    }

    private static List<String> ids(DuePage page) {
        return page.due().stream().map(due -> due.letter().notificationId()).toList();
    }
}
