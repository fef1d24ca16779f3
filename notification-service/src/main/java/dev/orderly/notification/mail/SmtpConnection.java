package dev.orderly.notification.mail;

import dev.orderly.messaging.telemetry.Causes;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// One connection to a mail server, which tells after each mail what became of it. What a failure means depends on how
/// far the mail got; so this listens in on the steps. Source: RFC 5321, 3.3 and 4.2.
///
/// Where the server allows it (PIPELINING, RFC 2920), sender, recipient and `DATA` leave as one packet, and a
/// mail takes two round trips instead of four. Jakarta Mail goes on step by step, as ever: a command that is on
/// its way already is not sent again, and its answer is read.
final class SmtpConnection extends SMTPTransport {
    private enum Step {
        CONNECT,
        SENDER,
        RECIPIENT,
        CONTENT,
        /// The end of the content is, perhaps, on its way: without an answer, nobody knows.
        END
    }

    private static final int SERVICE_CLOSES = 421;
    private static final int START_MAIL_INPUT = 354;

    private final SmtpSettings settings;
    private final CorkedSocket socket = new CorkedSocket();

    /// Sent before Jakarta Mail asked for them; their answers were not read yet. At most `RCPT` and `DATA`.
    private final Deque<String> ahead = new ArrayDeque<>();
    private String recipient = "";
    private Step step = Step.CONNECT;
    private boolean isUsable;
    private int mails;
    private long lastUsed;

    SmtpConnection(Session session, SmtpSettings settings) {
        super(
                session,
                new URLName(protocol(settings), settings.host(), settings.port(), null, null, null),
                protocol(settings),
                settings.secure());
        this.settings = settings;
    }

    static String protocol(SmtpSettings settings) {
        return settings.secure() ? "smtps" : "smtp";
    }

    /// Whether another mail may be sent: nobody was cut off, and the server does not have enough of us.
    boolean isUsable() {
        return isUsable
                && mails < settings.mailsPerConnection()
                && System.nanoTime() - lastUsed < settings.idleTimeout().toNanos();
    }

    boolean isFresh() {
        return mails <= 1;
    }

    /// Sends a mail, connecting first where it is not connected yet.
    synchronized Delivery send(MimeMessage message) {
        isUsable = false;
        step = Step.CONNECT; // the last answer may be another mail's
        mails++;
        try {
            if (mails == 1) {
                open();
            }
            var to = MailFormat.recipient(message);
            recipient = to.getAddress();
            sendMessage(message, new InternetAddress[] {to});
            isUsable = true;
            return new Delivery.Delivered();
        } catch (MessagingException | IllegalStateException e) {
            return failed(e);
        } finally {
            lastUsed = System.nanoTime();
        }
    }

    private void open() throws MessagingException {
        var login = settings.login();
        socket.handedOut().call(() -> {
            connect(
                    settings.host(),
                    settings.port(),
                    login.map(SmtpSettings.Login::user).orElse(null),
                    login.map(SmtpSettings.Login::password).orElse(null));
            return true; // `run` would allow no checked exception
        });
    }

    private Delivery failed(Exception e) {
        var code = getLastReturnCode();
        var isAnswered = code >= 400 && code <= 599;
        if (!isAnswered) {
            var reason = "no answer: " + Causes.told(e);
            return step == Step.END ? new Delivery.Uncertain(reason) : new Delivery.Unreachable(reason);
        }
        var reason = SmtpReply.reason(String.valueOf(getLastServerResponse()));
        if (code == SERVICE_CLOSES || step == Step.CONNECT || step == Step.SENDER) {
            return new Delivery.Unreachable(reason);
        }
        // With DATA still unanswered, the server may be waiting for content.
        isUsable = step == Step.RECIPIENT && ahead.isEmpty();
        return code < 500 ? new Delivery.Deferred(reason) : new Delivery.Refused(reason);
    }

    @Override
    protected void mailFrom() throws MessagingException {
        step = Step.SENDER;
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        step = Step.RECIPIENT;
        super.rcptTo();
        step = Step.CONTENT;
    }

    /// Every command of Jakarta Mail comes by here: sent already; the first of several; as ever; or one that shows that
    /// the mail was given up, as after a refused recipient.
    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (command.equals(ahead.peekFirst())) {
            ahead.removeFirst();
        } else if (command.startsWith("MAIL ") && supportsExtension("PIPELINING")) {
            sendTogether(command, "RCPT TO:<" + recipient + ">", "DATA");
        } else if (ahead.isEmpty()) {
            super.sendCommand(command);
        } else if (!command.equals("QUIT")) { // to hang up says enough
            skipAnswers();
            super.sendCommand(command);
        }
    }

    private void sendTogether(String sender, String receiver, String content) throws MessagingException {
        socket.cork();
        super.sendCommand(sender);
        super.sendCommand(receiver);
        socket.uncork();
        super.sendCommand(content);
        ahead.add(receiver);
        ahead.add(content);
    }

    /// What was sent ahead in vain is answered all the same. A server that is ready for content now must not
    /// get a command.
    private void skipAnswers() throws MessagingException {
        while (!ahead.isEmpty()) {
            var answer = readServerResponse();
            if (answer == START_MAIL_INPUT || answer < 0) {
                throw new MessagingException("the server waits for a mail that was given up");
            }
            ahead.removeFirst();
        }
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        step = Step.END;
        super.finishData();
    }

    @Override
    public String toString() {
        return "SMTP connection at step " + step.name().toLowerCase(Locale.ROOT);
    }
}
