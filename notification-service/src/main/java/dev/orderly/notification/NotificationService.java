package dev.orderly.notification;

import static dev.orderly.notification.Recipients.RECIPIENTS;
import static dev.orderly.schemas.Topics.NOTIFICATION_COMMANDS;
import static dev.orderly.schemas.Topics.NOTIFICATION_EVENTS;
import static dev.orderly.schemas.Topics.USER_EVENTS;

import dev.orderly.messaging.service.Duties;
import dev.orderly.messaging.service.Loop;
import dev.orderly.messaging.service.Service;
import dev.orderly.messaging.service.settings.MailSettings;
import dev.orderly.notification.mail.SmtpMailer;
import dev.orderly.notification.mail.SmtpSettings;
import java.util.UUID;

/// Writes letters to users, and tells what became of each. Start reading here.
public final class NotificationService {
    private static final String SOURCE = "/orderly/notification-service";

    private NotificationService() {}

    public static void main(String... args) {
        service().run(args);
    }

    static Service service() {
        return Service.named("notification-service", 8083, "writes letters to users, and tells what became of each")
                .using(MailSettings.GROUP)
                .doing((duties, settings) -> tell(duties, settings.get(MailSettings.GROUP)))
                .offering(LetterCommands::new);
    }

    /// All that it does.
    public static void tell(Duties duties, MailSettings mail) {
        duties.writes(NOTIFICATION_EVENTS)
                .holds(RecipientsTable.TABLE, LettersTable.TABLE, MailboxesTable.TABLE)
                .decides(NOTIFICATION_COMMANDS, new NotificationCommands())
                .follows(USER_EVENTS, "user-events", RECIPIENTS, new Welcome())
                .affects(LetterSuppression::of)
                .recollects(new LetterRecollection())
                .examines(new LetterCheck())
                .examines(new MailServerCheck(SmtpSettings.of(mail.smtp(), SmtpSettings.DEFAULT_FROM)))
                .works(workshop -> postman(workshop, mail))
                .answers("/notifications?user={userId}&limit={limit}", ListLetters::new);
    }

    private static Loop.Work postman(Duties.Workshop workshop, MailSettings mail) {
        var settings = PostSettings.DEFAULT;
        var smtp = SmtpSettings.of(mail.smtp(), SmtpSettings.DEFAULT_FROM);
        var mailer = new SmtpMailer(smtp, workshop.time());
        var queue = new JdbcLetterQueue(workshop.database());
        var postman = new Postman(
                UUID.randomUUID().toString(),
                workshop.line(),
                queue,
                new Sends(mailer, new LetterWriter(), smtp.connections()),
                new Outage(workshop.telemetry(), settings),
                new DueWithoutMail(queue, workshop.telemetry(), settings),
                new InternalMessages(SOURCE, settings),
                workshop.time(),
                settings);
        return Loop.of(postman::once, () -> {
            postman.close();
            mailer.close();
        });
    }
}
