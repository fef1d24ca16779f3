package dev.orderly.notification;

import dev.orderly.messaging.telemetry.Telemetry;
import dev.orderly.notification.mail.Delivery;
import dev.orderly.notification.mail.Mailer;
import dev.orderly.notification.mail.ScriptedSmtpServer;
import dev.orderly.notification.mail.SmtpMailer;
import dev.orderly.notification.mail.SmtpSettings;
import java.net.URI;
import java.time.InstantSource;

/// How many letters a second one instance sends, with the database and the mail server on the same machine. Run by
/// hand: letters to send, and `fake` to leave SMTP out.
final class LetterSpeed {
    private LetterSpeed() {}

    static void main(String[] args) throws Exception {
        var letters = args.length > 0 ? Integer.parseInt(args[0]) : 40_000;
        var fake = args.length > 1 && args[1].equals("fake");
        try (var database = new Database(true);
                var server = new ScriptedSmtpServer();
                var smtp = new SmtpMailer(
                        SmtpSettings.of(URI.create("smtp://127.0.0.1:" + server.port()), SmtpSettings.DEFAULT_FROM),
                        InstantSource.system())) {
            Mailer mailer = fake ? _ -> new Delivery.Delivered() : smtp;
            for (int round = 1; round <= 3; round++) {
                database.empty();
                database.fill(letters);
                var begun = System.nanoTime();
                var passes = send(database, mailer);
                var seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        "round %d: %d letters in %.1f s, %.0f letters/s, %.1f a pass%n",
                        round, letters, seconds, letters / seconds, (double) letters / passes);
            }
        }
    }

    private static int send(Database database, Mailer mailer) {
        Telemetry silent = _ -> {};
        var clock = InstantSource.system();
        var settings = PostSettings.DEFAULT;
        var queue = new JdbcLetterQueue(database.pool());
        try (var postman = new Postman(
                "speed",
                database.line(clock, silent),
                queue,
                new Sends(mailer, new LetterWriter(), 32),
                new Outage(silent, settings),
                new DueWithoutMail(queue, silent, settings),
                new InternalMessages(Story.SOURCE, settings),
                clock,
                settings)) {
            var passes = 1;
            while (postman.once().isZero()) {
                passes++;
            }
            return passes;
        }
    }
}
