package dev.orderly.notification.mail;

import static dev.orderly.notification.mail.ScriptedSmtpServer.RESET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.notification.mail.Delivery.Deferred;
import dev.orderly.notification.mail.Delivery.Delivered;
import dev.orderly.notification.mail.Delivery.Refused;
import dev.orderly.notification.mail.Delivery.Uncertain;
import dev.orderly.notification.mail.Delivery.Unreachable;
import dev.orderly.notification.mail.Delivery.Unwritable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailerTest {
    static final Mail MAIL = new Mail("n-1", "Ada", "ada@example.com", "Hello", "Hello Ada,\n\nhello.\n");

    final ScriptedSmtpServer server = new ScriptedSmtpServer();
    final SmtpMailer mailer = new SmtpMailer(settings(server.port(), Duration.ofSeconds(10)), InstantSource.system());

    SmtpMailerTest() throws IOException {}

    static SmtpSettings settings(int port, Duration answerTimeout) {
        var usual = SmtpSettings.of(URI.create("smtp://127.0.0.1:" + port), SmtpSettings.DEFAULT_FROM);
        return new SmtpSettings(
                usual.host(),
                usual.port(),
                false,
                Optional.empty(),
                usual.from(),
                usual.connections(),
                usual.connectTimeout(),
                answerTimeout,
                usual.idleTimeout(),
                3);
    }

    @AfterEach
    void close() {
        mailer.close();
        server.close();
    }

    @Test
    void a_connection_is_used_again() {
        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());
        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());

        assertThat(server.connections).hasValue(1);
        assertThat(server.mails).hasValue(2);
    }

    @Test
    void a_connection_is_replaced_after_so_many_mails() {
        for (int i = 0; i < 4; i++) {
            assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());
        }

        assertThat(server.connections).hasValue(2);
    }

    @Test
    void a_kept_connection_that_was_hung_up_is_replaced_unnoticed() throws IOException {
        mailer.send(MAIL);
        server.hangUp();

        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());
        assertThat(server.connections).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"RCPT,550 5.1.1 no such user", "RCPT,552 5.2.2 over quota", "DATA,554 5.7.1 no", ".,554 5.6.0 spam"})
    void what_is_never_taken_is_refused(String step, String answer) {
        server.answering(step, answer);

        assertThat(mailer.send(MAIL)).isEqualTo(new Refused(answer));
    }

    @ParameterizedTest
    @CsvSource({"RCPT,450 4.2.0 greylisted", "DATA,451 4.3.0 later", ".,452 4.3.1 full"})
    void what_may_be_taken_later_is_deferred(String step, String answer) {
        server.answering(step, answer);

        assertThat(mailer.send(MAIL)).isEqualTo(new Deferred(answer));
    }

    @ParameterizedTest
    @CsvSource({
        "connect,554 no service here",
        "connect,421 busy",
        "MAIL,550 we do not know you",
        "MAIL,451 later",
        "RCPT,421 closing",
        ".,421 closing"
    })
    void a_server_that_takes_nothing_of_ours_is_unreachable(String step, String answer) {
        server.answering(step, answer);

        assertThat(mailer.send(MAIL)).isInstanceOf(Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "EHLO", "MAIL", "RCPT", "DATA"})
    void a_connection_that_breaks_before_the_end_of_the_mail_is_an_outage(String step) {
        server.answering(step, RESET);

        assertThat(mailer.send(MAIL)).isInstanceOf(Unreachable.class);
        assertThat(server.mails).hasValue(0);
    }

    @Test
    void a_connection_that_breaks_after_the_mail_leaves_it_uncertain() {
        server.answering(".", RESET);

        assertThat(mailer.send(MAIL)).isInstanceOf(Uncertain.class);
    }

    @Test
    void a_kept_connection_that_breaks_after_the_mail_is_not_tried_again() {
        mailer.send(MAIL);
        server.answering(".", RESET);

        assertThat(mailer.send(MAIL)).isInstanceOf(Uncertain.class);
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void silence_ends_by_the_time_limit() throws IOException {
        try (var silent = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                var impatient = new SmtpMailer(
                        settings(silent.getLocalPort(), Duration.ofMillis(50)), InstantSource.system())) {
            assertThat(impatient.send(MAIL)).isEqualTo(new Unreachable("no answer: timed out"));
        }
    }

    @Test
    void nobody_at_the_port_is_an_outage() throws IOException {
        try (var taken = new Socket()) { // which does not listen, and lets nobody else
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (var nowhere =
                    new SmtpMailer(settings(taken.getLocalPort(), Duration.ofSeconds(10)), InstantSource.system())) {
                assertThat(nowhere.send(MAIL)).isEqualTo(new Unreachable("no answer: nobody listens there"));
            }
        }
    }

    @Test
    void one_refused_recipient_costs_no_connection() {
        server.answering("RCPT", "550 5.1.1 no such user");
        mailer.send(MAIL);
        server.answering("RCPT", "250 ok");

        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void an_answer_to_one_mail_is_not_taken_for_that_to_the_next() {
        server.answering("RCPT", "550 5.1.1 no such user").answering("RSET", RESET);
        assertThat(mailer.send(MAIL)).isEqualTo(new Refused("550 5.1.1 no such user"));
        server.answering("RCPT", "250 ok");

        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());
    }

    @Test
    void addresses_that_the_server_repeats_are_not_told_on() {
        server.answering("RCPT", "550 <ada@example.com>: unknown");

        assertThat(mailer.send(MAIL)).isEqualTo(new Refused("550 <address> unknown"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@",
                "ada@x@y",
                "ada@example.com>\r\nRCPT TO:<eve@example.com",
                "ada@example.com\nBcc: eve@example.com",
                "a\u010ada@example.com",
                "ada@exa mple.com"
            })
    void an_address_that_could_be_more_than_one_thing_is_refused(String address) {
        assertThat(mailer.send(new Mail("n-1", "Ada", address, "Hello", "Hello")))
                .isEqualTo(new Unwritable("no mail can be sent to such an address"));
        assertThat(server.connections).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"'Ada\r\nBcc: eve@example.com',Hello", "Ada,'Hello\r\nBcc: eve@example.com'", "Ada,'Hello\nX: y'"})
    void a_header_that_would_go_on_as_another_is_refused(String name, String subject) {
        assertThat(mailer.send(new Mail("n-1", name, "ada@example.com", subject, "Hello")))
                .isInstanceOf(Unwritable.class);
        assertThat(server.connections).hasValue(0);
    }
}
