package dev.orderly.messaging.service.settings;

import java.net.URI;
import java.util.List;

/// Where letters are handed over.
///
/// @param smtp `smtp://` or `smtps://`, with user and password where the server wants them
public record MailSettings(URI smtp) {
    private static final Setting<URI> SMTP_URL = Kinds.url(
            "SMTP_URL",
            "smtp://localhost:3025",
            "a URL of an SMTP server",
            "mail server that letters are handed to",
            url -> List.of("smtp", "smtps").contains(url.getScheme()));

    public static final SettingGroup<MailSettings> GROUP =
            new SettingGroup<>(List.of(SMTP_URL), settings -> new MailSettings(settings.get(SMTP_URL)));
}
