package dev.orderly.notification;

import static dev.orderly.notification.Letters.LETTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.telemetry.Telemetry;
import dev.orderly.notification.Letter.Origin;
import dev.orderly.notification.Letter.Status;
import dev.orderly.notification.LetterList.Notification;
import dev.orderly.notification.LetterQueue.Due;
import dev.orderly.notification.mail.Delivery;
import dev.orderly.notification.mail.Mail;
import dev.orderly.schemas.notification.Template;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The tables and the queries, in PostgreSQL.
class JdbcLetterQueueTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Telemetry SILENT = _ -> {};

    private static Database database;

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

    private final JdbcLetterQueue queue = new JdbcLetterQueue(database.pool());

    @Test
    void a_letter_comes_back_as_it_was_saved() {
        var letter = new Letter(
                "n-1",
                "ada",
                Template.ORDER_REJECTED,
                Map.of("orderId", "o-1", "reason", "\"x\"\\\n\ud83d\ude00"),
                Status.SENDING,
                "why",
                NOW,
                Optional.of(NOW.plusMillis(2)),
                NOW.plusMillis(1),
                7,
                "w-1",
                Optional.of(NOW.plusSeconds(30)),
                new Origin("r-1", "c-1", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01"));

        save(letter);
        assertThat(load("n-1")).isEqualTo(letter);
    }

    @Test
    void a_claim_that_is_at_its_commit_still_is_waited_for() throws Exception {
        database.fill(1);
        try (var other = database.pool().getConnection()) {
            other.setAutoCommit(false);
            try (var claim = other.createStatement()) {
                claim.execute("UPDATE letters SET status = 'SENDING', sender = 'w-1', attempt = 1");
            }
            var looking = CompletableFuture.supplyAsync(() -> {
                queue.awaitAtRest(List.of("l-0"));
                return queue.claimedBy("w-1", List.of("l-0"));
            });
            await().until(() -> database.count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            other.commit();
            assertThat(looking.get()).hasSize(1);
        }
    }

    @Test
    void due_letters_come_oldest_first_and_no_more_than_asked_for() throws SQLException {
        database.fill(5);

        assertThat(queue.due(NOW, 3).stream().map(due -> due.letter().notificationId()))
                .containsExactly("l-0", "l-1", "l-2");
        assertThat(queue.due(Instant.parse("2026-01-01T00:00:00.001Z"), 9)).hasSize(2);
    }

    @Test
    void a_due_letter_tells_whether_its_user_is_known() throws SQLException {
        database.fill(3);
        database.execute("DELETE FROM recipients WHERE user_id = 'u-1'");
        database.execute("UPDATE recipients SET email = '' WHERE user_id = 'u-2'");

        assertThat(queue.due(NOW, 3).stream().map(Due::isUserKnown)).containsExactly(true, false, false);
    }

    @Test
    void letters_that_another_instance_is_deciding_are_passed_over() throws SQLException {
        database.fill(3);
        database.store().transact(other -> {
            other.load(LETTERS, new TreeSet<>(List.of("l-0")));
            assertThat(queue.due(NOW, 9).stream().map(due -> due.letter().notificationId()))
                    .containsExactly("l-1", "l-2");
            return true;
        });
    }

    @Test
    void a_look_leaves_nothing_locked() throws SQLException {
        database.fill(1);
        queue.due(NOW, 1);

        assertThat(queue.due(NOW, 1)).hasSize(1);
    }

    @Test
    void a_sender_finds_what_it_claimed_with_the_address_of_now() throws SQLException {
        database.fill(3);
        database.execute("UPDATE letters SET status = 'SENDING', sender = 'w-1' WHERE user_id IN ('u-1', 'u-2')");
        database.execute("UPDATE letters SET status = 'SENDING', sender = 'w-2' WHERE user_id = 'u-0'");

        var claimed = queue.claimedBy("w-1", List.of("l-0", "l-1"));
        assertThat(claimed).hasSize(1);
        assertThat(claimed.getFirst().letter().notificationId()).isEqualTo("l-1");
        assertThat(claimed.getFirst().recipient()).isEqualTo(new Recipient("u-1", "User 1", "u1@example.com", true, 1));
    }

    @Test
    void several_instances_send_every_letter_once() throws Exception {
        database.fill(2_000);
        var mails = new ConcurrentLinkedQueue<String>();
        var instances = Stream.of("w-1", "w-2", "w-3")
                .map(sender -> Thread.ofVirtual().start(() -> work(sender, mails)))
                .toList();
        for (var instance : instances) {
            instance.join();
        }

        assertThat(mails).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(database.count("SELECT count(*) FROM letters WHERE status = 'SENT'"))
                .isEqualTo(2_000);
        assertThat(database.count("SELECT count(*) FROM outbox WHERE type = 'notification.sent'"))
                .isEqualTo(2_000);
    }

    @Test
    void a_letter_does_not_wait_for_what_is_just_learnt_of_its_user() throws Exception {
        database.fill(1);
        var mails = new ConcurrentLinkedQueue<String>();
        database.store().transact(learning -> {
            learning.load(Recipients.RECIPIENTS, new TreeSet<>(List.of("u-0")));
            var work = CompletableFuture.runAsync(() -> work("w-1", mails));
            return assertThat(work).succeedsWithin(Duration.ofSeconds(5));
        });

        assertThat(mails).containsExactly("l-0");
    }

    private void work(String sender, ConcurrentLinkedQueue<String> mails) {
        var clock = InstantSource.system();
        var settings = PostSettings.DEFAULT;
        var postman = new Postman(
                sender,
                database.line(clock, SILENT),
                queue,
                new Sends(mail -> deliver(mail, mails), new LetterWriter(), 8),
                new Outage(SILENT, settings),
                new DueWithoutMail(queue, SILENT, settings),
                new InternalMessages(Story.SOURCE, settings),
                clock,
                settings);
        var pause = postman.once();
        while (pause.isZero()) {
            pause = postman.once();
        }
    }

    private static Delivery deliver(Mail mail, ConcurrentLinkedQueue<String> mails) {
        mails.add(mail.id());
        return new Delivery.Delivered();
    }

    @Test
    void the_table_refuses_what_makes_no_sense() throws SQLException {
        database.fill(1);

        assertThatThrownBy(() -> database.execute("UPDATE letters SET status = 'SENDING'"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> database.execute("UPDATE letters SET status = 'SENT'"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> database.execute("UPDATE letters SET due_at = NULL"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void a_user_s_letters_are_listed_newest_first() throws SQLException {
        database.fill(3);
        database.execute("UPDATE letters SET user_id = 'ada' WHERE user_id IN ('u-0', 'u-2')");
        var list = new LetterList(database.pool());

        assertThat(list.of("ada", 50).notifications().stream().map(Notification::notificationId))
                .containsExactly("l-2", "l-0");
        assertThat(list.of("ada", 1).notifications())
                .containsExactly(new Notification(
                        "l-2", "order-confirmed", "email", "REQUESTED", Instant.parse("2026-01-01T00:00:00.002Z")));
        assertThat(list.of("nobody", 50).notifications()).isEmpty();
        assertThatThrownBy(() -> list.of("ada", 0)).hasMessageContaining("1 to 500");
        assertThatThrownBy(() -> list.of("ada", 501)).hasMessageContaining("1 to 500");
    }

    private static void save(Letter letter) {
        database.store().transact(transaction -> {
            transaction.save(LETTERS, Map.of(letter.notificationId(), letter), Map.of());
            return true;
        });
    }

    private static Letter load(String notificationId) {
        return database.store()
                .transact(transaction -> transaction.load(LETTERS, new TreeSet<>(List.of(notificationId))))
                .get(notificationId);
    }
}
