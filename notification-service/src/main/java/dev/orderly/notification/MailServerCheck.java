package dev.orderly.notification;

import dev.orderly.messaging.doctor.Check;
import dev.orderly.messaging.doctor.Finding;
import dev.orderly.messaging.doctor.Ports;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.notification.mail.SmtpSettings;
import java.io.IOException;
import java.sql.Connection;
import java.util.List;

/// Whether somebody listens where letters are handed over. If not, they wait, and nothing else does.
record MailServerCheck(SmtpSettings smtp) implements Check {
    private static final String THING = "mail server";

    @Override
    public List<Finding> look(Connection connection) {
        var address = smtp.host() + ":" + smtp.port();
        try {
            Ports.knock(address);
            return List.of(Finding.ok(THING, "listens at " + address));
        } catch (IOException e) {
            return List.of(Finding.warn(
                    THING,
                    "%s does not answer: %s; letters wait".formatted(address, Causes.told(e)),
                    "start it, or set SMTP_URL"));
        }
    }
}
