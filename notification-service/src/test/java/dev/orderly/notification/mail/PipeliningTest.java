package dev.orderly.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.notification.mail.Delivery.Delivered;
import dev.orderly.notification.mail.Delivery.Refused;
import dev.orderly.notification.mail.Delivery.Unreachable;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The same, with a server that takes several commands at once.
class PipeliningTest extends SmtpMailerTest {
    PipeliningTest() throws IOException {}

    @BeforeEach
    void offer() {
        server.answering("EHLO", "250-test\r\n250 PIPELINING");
    }

    @Test
    void sender_recipient_and_content_are_announced_together() {
        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());
        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());

        assertThat(server.together).hasValue(4);
        assertThat(server.mails).hasValue(2);
    }

    @Test
    void a_server_that_talks_nonsense_after_a_refusal_is_unreachable() {
        server.answering("MAIL", "451 later").answering("RCPT", "what?");

        assertThat(mailer.send(MAIL)).isInstanceOf(Unreachable.class);
    }

    @Test
    void a_server_that_does_not_offer_it_is_sent_one_command_at_a_time() {
        server.answering("EHLO", "250 test");

        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());
        assertThat(server.together).hasValue(0);
    }

    @Test
    @Timeout(5) // a command would be taken as content, and never be answered
    void a_server_that_wants_content_without_a_recipient_gets_none() {
        server.answering("RCPT", "550 5.1.1 no such user").answering("DATA", "354 go on all the same");
        assertThat(mailer.send(MAIL)).isEqualTo(new Refused("550 5.1.1 no such user"));
        server.answering("RCPT", "250 ok");

        assertThat(mailer.send(MAIL)).isEqualTo(new Delivered());
        assertThat(server.connections).hasValue(2);
        assertThat(server.mails).hasValue(1);
    }
}
