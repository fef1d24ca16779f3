package dev.orderly.notification;

import dev.orderly.notification.mail.Mail;
import dev.orderly.schemas.notification.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes letters: fills the blanks of a template. The templates lie in the resources, `letters/<template>.txt`: the
/// subject, an empty line, the text. What fills a blank is never searched for blanks itself.
final class LetterWriter {
    private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");
    private static final int BLANK_LENGTH = 300;

    /// Control characters, line separators, and what turns the direction of the text around it.
    private static final Pattern UNSEEMLY =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private record Form(String subject, String text) {}

    private final Map<Template, Form> forms = new EnumMap<>(Template.class);

    LetterWriter() {
        for (var template : Template.values()) {
            forms.put(template, read("/letters/" + template + ".txt"));
        }
    }

    Mail write(Letter letter, Recipient recipient) {
        var form = Objects.requireNonNull(forms.get(letter.template()));
        var blanks = blanks(letter, recipient);
        return new Mail(
                letter.notificationId(),
                onOneLine(recipient.name()),
                recipient.email(),
                filled(form.subject(), blanks),
                filled(form.text(), blanks));
    }

    private static Map<String, String> blanks(Letter letter, Recipient recipient) {
        var params = letter.params();
        var name = onOneLine(recipient.name());
        return Map.of(
                "name", name.isEmpty() ? "there" : name,
                "orderId", onOneLine(params.getOrDefault(Letter.ORDER_ID, "-")),
                "total",
                        onOneLine(
                                Wordings.money(params.getOrDefault("total", ""), params.getOrDefault("currency", ""))),
                "reason", onOneLine(Wordings.reason(params.getOrDefault("reason", ""))));
    }

    private static String filled(String text, Map<String, String> blanks) {
        return BLANK.matcher(text)
                .replaceAll(blank -> Matcher.quoteReplacement(blanks.getOrDefault(blank.group(1), blank.group())));
    }

    /// Foreign text as part of a line of ours: it can end no line, and so begin no header and no paragraph.
    private static String onOneLine(String foreign) {
        var seemly = UNSEEMLY.matcher(foreign).replaceAll(" ");
        var line = SPACES.matcher(seemly).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= BLANK_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, BLANK_LENGTH)) + "...";
    }

    private static Form read(String resource) {
        try (var in = Objects.requireNonNull(LetterWriter.class.getResourceAsStream(resource), resource)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var end = text.indexOf("\n\n");
            return new Form(text.substring(0, end), text.substring(end + 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
