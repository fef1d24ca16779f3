package dev.orderly.notification.mail;

/// Hands mails over to a mail server.
public interface Mailer {

    /// Blocks until it is known what became of the mail, within the limits that the adapter sets. Never throws for
    /// what the mail server does. May be called by many threads at a time.
    Delivery send(Mail mail);
}
