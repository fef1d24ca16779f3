package dev.orderly.notification.mail;

import dev.orderly.notification.mail.Delivery.Unreachable;
import dev.orderly.notification.mail.MailFormat.Unwritable;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;

/// Hands mails to an SMTP server, over connections that are kept open: connecting costs more than a mail.
public final class SmtpMailer implements Mailer, AutoCloseable {
    private static final String STREAMS = "jakarta.mail.util.StreamProvider";

    static {
        // Unless it is named, Jakarta Mail looks for it on the whole class path, twice a mail: a third of all the work.
        if (System.getProperty(STREAMS) == null) {
            System.setProperty(STREAMS, "org.eclipse.angus.mail.util.MailStreamProvider");
        }
    }

    private final SmtpSettings settings;
    private final Session session;
    private final MailFormat format;
    private final Semaphore places;
    private final BlockingDeque<SmtpConnection> idle = new LinkedBlockingDeque<>();
    private final ScheduledThreadPoolExecutor writeTimeouts;

    public SmtpMailer(SmtpSettings settings, InstantSource clock) {
        this.settings = settings;
        this.writeTimeouts = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("smtp-write-timeouts").factory());
        writeTimeouts.setRemoveOnCancelPolicy(true);
        this.session = Session.getInstance(properties());
        this.format = new MailFormat(session, settings.from(), clock);
        this.places = new Semaphore(settings.connections());
    }

    @Override
    public Delivery send(Mail mail) {
        MimeMessage message;
        try {
            message = format.message(mail);
        } catch (Unwritable e) {
            return new Delivery.Unwritable(String.valueOf(e.getMessage()));
        }
        places.acquireUninterruptibly();
        try {
            return send(message);
        } finally {
            places.release();
        }
    }

    /// A kept connection may have been hung up meanwhile: then the mail goes over a new one.
    private Delivery send(MimeMessage message) {
        while (true) {
            var connection = take();
            var delivery = connection.send(message);
            giveBack(connection);
            if (connection.isFresh() || !(delivery instanceof Unreachable)) {
                return delivery;
            }
        }
    }

    private SmtpConnection take() {
        while (true) {
            var kept = idle.pollFirst();
            if (kept == null) {
                return new SmtpConnection(session, settings);
            }
            if (kept.isUsable()) {
                return kept;
            }
            close(kept);
        }
    }

    private void giveBack(SmtpConnection connection) {
        if (connection.isUsable()) {
            idle.addFirst(connection);
        } else {
            close(connection);
        }
    }

    @Override
    public void close() {
        idle.forEach(SmtpMailer::close);
        idle.clear();
        writeTimeouts.shutdownNow();
    }

    private static void close(SmtpConnection connection) {
        try {
            connection.close();
        } catch (MessagingException _) {
            // it is of no use any more, however it ends
        }
    }

    private Properties properties() {
        var properties = new Properties();
        var mail = "mail." + SmtpConnection.protocol(settings) + ".";
        var address = String.valueOf(settings.from().getAddress());
        var answer = Long.toString(settings.answerTimeout().toMillis());
        properties.put(
                mail + "connectiontimeout",
                Long.toString(settings.connectTimeout().toMillis()));
        properties.put(mail + "timeout", answer);
        properties.put(mail + "writetimeout", answer);
        properties.put(mail + "executor.writetimeout", writeTimeouts);
        properties.put(mail + "socketFactory", CorkedSocket.FACTORY);
        properties.put(mail + "socketFactory.fallback", "false");
        properties.put(mail + "quitwait", "false");
        properties.put(mail + "localhost", address.substring(address.indexOf('@') + 1));
        properties.put(mail + "from", address);
        properties.put(mail + "starttls.enable", "true");
        properties.put(mail + "ssl.checkserveridentity", "true");
        if (settings.login().isPresent()) {
            properties.put(mail + "auth", "true");
            properties.put(mail + "starttls.required", Boolean.toString(!settings.secure() && !settings.isLocal()));
        }
        return properties;
    }
}
