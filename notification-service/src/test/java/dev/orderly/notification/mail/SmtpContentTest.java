package dev.orderly.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/// What arrives, as a mail server of others reads it.
class SmtpContentTest {
    private record Arrived(String from, String to, byte[] content) {}

    private static final Instant SENT = Instant.parse("2026-11-21T10:24:31Z");

    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final SMTPServer server =
            SMTPServer.port(0).simpleMessageListener(listener()).build();
    private final SmtpMailer mailer;

    SmtpContentTest() {
        server.start();
        mailer = new SmtpMailer(
                SmtpSettings.of(
                        URI.create("smtp://127.0.0.1:" + server.getPortAllocated()), "Orderly <post@shop.example>"),
                () -> SENT);
    }

    @AfterEach
    void close() {
        mailer.close();
        server.stop();
    }

    @Test
    void a_mail_arrives_as_plain_text_in_utf8_with_an_id_of_its_own() throws MessagingException, IOException {
        var text = "Grüße, Ada!\n.\n..\nFrom here \ud83d\ude00\n";
        assertThat(mailer.send(new Mail("n-1", "Ada Łovelace, \"Countess\"", "ada@exämple.com", "Grüße", text)))
                .isEqualTo(new Delivery.Delivered());

        var envelope = arrived.getFirst();
        assertThat(envelope.from).isEqualTo("post@shop.example");
        assertThat(envelope.to).isEqualTo("ada@xn--exmple-cua.com");
        var message =
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(envelope.content));
        assertThat(message.getMessageID()).isEqualTo("<n-1@orderly>");
        assertThat(message.getSubject()).isEqualTo("Grüße");
        assertThat(message.getFrom()).containsExactly(new InternetAddress("Orderly <post@shop.example>"));
        var to = (InternetAddress) message.getRecipients(RecipientType.TO)[0];
        assertThat(to.getPersonal()).isEqualTo("Ada Łovelace, \"Countess\"");
        assertThat(message.getContentType()).isEqualToIgnoringCase("text/plain; charset=utf-8");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getSentDate()).isEqualTo(Date.from(SENT));
        assertThat(message.getContent().toString().replace("\r\n", "\n").strip())
                .isEqualTo(text.strip());
    }

    private SimpleMessageListener listener() {
        return new SimpleMessageListener() {
            @Override
            public boolean accept(String from, String recipient) {
                return true;
            }

            @Override
            public void deliver(String from, String recipient, InputStream data) throws IOException {
                arrived.add(new Arrived(from, recipient, data.readAllBytes()));
            }
        };
    }
}
