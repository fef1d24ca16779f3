package dev.orderly.notification.mail;

import java.util.regex.Pattern;

/// What a mail server said, as one line that may be kept and shown: servers like to repeat the address, which may not.
final class SmtpReply {
    private static final Pattern ADDRESS = Pattern.compile("\\S*@\\S*");
    private static final Pattern SPACES = Pattern.compile("[\\p{Cc}\\s]+");
    private static final int LENGTH = 200;

    private SmtpReply() {}

    static String reason(String reply) {
        var line = SPACES.matcher(ADDRESS.matcher(reply).replaceAll("<address>"))
                .replaceAll(" ")
                .strip();
        return line.length() <= LENGTH ? line : line.substring(0, line.offsetByCodePoints(LENGTH - 3, 0)) + "...";
    }
}
