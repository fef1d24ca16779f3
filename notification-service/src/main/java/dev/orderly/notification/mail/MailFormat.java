package dev.orderly.notification.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.IDN;
import java.util.regex.Pattern;
import org.simplejavamail.MailException;
import org.simplejavamail.converter.EmailConverter;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerHelper;

/// Makes internet mail of a [Mail]: plain text in UTF-8. Foreign text that would end a header's line is refused.
final class MailFormat {

    /// A plain address: nothing quoted, nothing that ends a command or a header. Local parts beyond ASCII need a server
    /// that speaks SMTPUTF8, which few do.
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    private final Session session;
    private final InternetAddress from;

    MailFormat(Session session, InternetAddress from) {
        this.session = session;
        this.from = (InternetAddress) from.clone();
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
            var email = EmailBuilder.startingBlank()
                    .fixingMessageId("<" + mail.id() + "@orderly>")
                    .from(from)
                    .to(mail.toName(), address(mail.toAddress()))
                    .withSubject(mail.subject())
                    .withPlainText(mail.text())
                    .withHeader("Auto-Submitted", "auto-generated")
                    .buildEmail();
            MailerHelper.validate(email);
            return EmailConverter.emailToMimeMessage(email, session);
        } catch (MailException | IllegalArgumentException e) {
            throw new Unwritable("the mail cannot be written: " + e.getClass().getSimpleName());
        }
    }

    static InternetAddress recipient(MimeMessage message) {
        try {
            return (InternetAddress) message.getAllRecipients()[0];
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail was written without a recipient", e);
        }
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
