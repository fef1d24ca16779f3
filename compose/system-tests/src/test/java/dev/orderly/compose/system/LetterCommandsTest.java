package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.system.CommandLine.Ended;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An operator has a letter sent of which nobody knows whether it was.
class LetterCommandsTest {
    private static final String NOWHERE = "smtp://127.0.0.1:1";

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final ServiceUnderTest letters = system.letters;
    private final Shop shop = new Shop(system);
    private final String smtp = letters.commands().environment().get("SMTP_URL");

    @AfterEach
    void as_before() {
        letters.with("SMTP_URL", smtp);
        if (!letters.isAlive()) {
            letters.start();
        }
    }

    @Test
    void an_uncertain_letter_is_sent_again_once_and_all_know_it_as_sent_for_good() {
        var user = shop.registered(10_000);
        await("greeted").until(() -> system.mailbox.to(Shop.email(user)).size() == 1);
        var order = shop.placed(user, 100);
        assertThat(shop.end(order)).isEqualTo("CONFIRMED");
        await("told").until(() -> system.mailbox.to(Shop.email(user)).size() == 2);
        var doubtful = uncertain(user);

        assertThat(letters.commands().run("doctor").done().out())
                .contains("warn  letters ", "orderly notification-service letters list --status uncertain");
        assertThat(run(0, "list", "--user", user).out()).contains(doubtful + "  UNCERTAIN  order-confirmed");
        assertThat(run(0, "show", doubtful).out()).contains("letters resend " + doubtful, "currency: EUR");
        assertThat(run(0, "resend", doubtful).err())
                .contains("1 of 1 would be put back to be sent; nothing was changed");
        assertThat(status(doubtful)).isEqualTo("UNCERTAIN");
        assertThat(run(0, "resend", doubtful, "--execute").out()).contains("it may arrive twice");

        await("sent").until(() -> status(doubtful).equals("SENT"));
        assertThat(system.mailbox.to(Shop.email(user))).hasSize(3);
        assertThat(run(1, "resend", doubtful, "--execute").out()).contains("a letter that was sent is not sent again");
        await("the order's saga has read it")
                .until(() -> shop.orderOf(orderOf(doubtful))
                        .path("saga")
                        .path("timeline")
                        .toString()
                        .contains("notification.sent (late)"));
        assertThat(shop.sagaStatus(orderOf(doubtful))).isEqualTo("COMPLETED");

        var hash = letters.stateHash();
        system.rows(letters).run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        await("it is missed").until(() -> letters.get("/health/ready").body().contains("recover"));
        letters.commands().run("recover", "--execute").done();
        letters.awaitReady();
        assertThat(status(doubtful)).isEqualTo("SENT");
        assertThat(letters.stateHash()).isEqualTo(hash);
        assertThat(system.mailbox.to(Shop.email(user))).hasSize(3);
        new Invariants(system).hold();
    }

    /// A sender claims a letter and dies. While the mail server is away, so that the letter is there and was not sent.
    private String uncertain(String user) {
        assertThat(letters.stop()).isZero();
        letters.with("SMTP_URL", NOWHERE).start();
        var order = shop.placed(user, 100);
        assertThat(shop.end(order)).isEqualTo("CONFIRMED");
        await("asked for").until(() -> !of(order).isEmpty());
        assertThat(letters.stop()).isZero();
        system.rows(letters)
                .run("UPDATE letters SET status = 'SENDING', sender = 'dead', due_at = now(), attempt = attempt + 1"
                        + " WHERE order_id = '" + order + "'");
        letters.with("SMTP_URL", smtp).start();
        await("it is uncertain").until(() -> status(of(order)).equals("UNCERTAIN"));
        await("the order goes on").until(() -> shop.sagaStatus(order).equals("COMPLETED"));
        return of(order);
    }

    private String of(String order) {
        return text("SELECT coalesce(max(notification_id), '') AS it FROM letters WHERE order_id = '%s'", order);
    }

    private String orderOf(String letter) {
        return text("SELECT order_id AS it FROM letters WHERE notification_id = '%s'", letter);
    }

    private String status(String letter) {
        return text("SELECT coalesce(max(status), '') AS it FROM letters WHERE notification_id = '%s'", letter);
    }

    private String text(String sql, String id) {
        return (String) system.rows(letters).of(sql.formatted(id)).getFirst().get("it");
    }

    private Ended run(int code, String... arguments) {
        var all = new ArrayList<>(List.of("letters"));
        all.addAll(List.of(arguments));
        var ended = letters.commands().run(all.toArray(String[]::new));
        assertThat(ended.code()).as(() -> ended.out() + ended.err()).isEqualTo(code);
        return ended;
    }
}
