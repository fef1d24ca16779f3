package dev.orderly.notification.mail;

import dev.orderly.messaging.telemetry.Causes;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.regex.Pattern;

/// Makes internet mail of a [Mail]: plain text in UTF-8. Foreign text that would end a header's line is refused.
/// Source: RFC 5322, RFC 2045.
final class MailFormat {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final String PLAIN_TEXT = "text/plain; charset=UTF-8";

    /// A plain address: nothing quoted, nothing that ends a command or a header. Local parts beyond ASCII need a server
    /// that speaks SMTPUTF8, which few do.
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    private final Session session;
    private final InternetAddress from;
    private final InstantSource clock;

    MailFormat(Session session, InternetAddress from, InstantSource clock) {
        this.session = session;
        this.from = (InternetAddress) from.clone();
        this.clock = clock;
    }

    /// This mail cannot be written.
    static final class Unwritable extends Exception {
        private static final long serialVersionUID = 1L;

        Unwritable(String reason) {
            super(reason);
        }
    }

    MimeMessage message(Mail mail) throws Unwritable {
        try {
            var message = new Identified(session, "<" + oneLine(mail.id()) + "@orderly>");
            message.setFrom(from);
            message.setRecipient(
                    RecipientType.TO, new InternetAddress(address(mail.toAddress()), oneLine(mail.toName()), UTF_8));
            message.setSubject(oneLine(mail.subject()), UTF_8);
            message.setSentDate(Date.from(clock.instant()));
            message.setDataHandler(text(mail.text()));
            message.setHeader("Content-Transfer-Encoding", "quoted-printable"); // no line is too long for a server
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            return message;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new Unwritable("the mail cannot be written: " + Causes.told(e));
        }
    }

    /// As bytes, which go out as they are: for text, Jakarta Mail looks each time for a class that can write it.
    private static DataHandler text(String text) {
        return new DataHandler(new ByteArrayDataSource(text.getBytes(StandardCharsets.UTF_8), PLAIN_TEXT));
    }

    /// Keeps its own id, where Jakarta Mail would make one up.
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    static InternetAddress recipient(MimeMessage message) {
        try {
            return (InternetAddress) message.getAllRecipients()[0];
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail was written without a recipient", e);
        }
    }

    /// Jakarta Mail would take what follows the end of a line for another header. No other control character belongs in
    /// one either.
    private static String oneLine(String foreign) throws Unwritable {
        if (foreign.chars().anyMatch(Character::isISOControl)) {
            throw new Unwritable("the mail cannot be written: a control character in a header");
        }
        return foreign;
    }

    private static String address(String text) throws Unwritable {
        var at = text.lastIndexOf('@');
        try {
            var address = at < 0 ? text : text.substring(0, at + 1) + IDN.toASCII(text.substring(at + 1));
            if (ADDRESS.matcher(address).matches()) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new Unwritable("no mail can be sent to such an address");
    }
}
