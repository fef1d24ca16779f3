package dev.orderly.notification;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.telemetry.OutsideText;
import dev.orderly.notification.Letter.Status;
import dev.orderly.notification.LetterRows.Wanted;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Options that say which letters are meant.
final class LetterFilter {
    private static final String KNOWN = "requested, sending, sent, undeliverable, uncertain, unsent or all";

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "requested, sending, sent, undeliverable, uncertain, unsent (all but sent) or all")
    private String status = "";

    @Option(names = "--user", paramLabel = "ID", description = "to this user")
    private String user = "";

    @Option(names = "--order", paramLabel = "ID", description = "about this order")
    private String order = "";

    boolean isEmpty() {
        return Stream.of(status, user, order).allMatch(String::isEmpty);
    }

    /// @param byDefault where no status is said
    Wanted wanted(Set<Status> byDefault) {
        return new Wanted(status.isEmpty() ? byDefault : statuses(), user, order);
    }

    static Set<Status> unsent() {
        return EnumSet.complementOf(EnumSet.of(Status.NONE, Status.SENT));
    }

    private Set<Status> statuses() {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "unsent" -> unsent();
            case "all" -> EnumSet.complementOf(EnumSet.of(Status.NONE));
            case "none" -> throw unknown();
            default ->
                Set.of(Stream.of(Status.values())
                        .filter(each -> each.name().equalsIgnoreCase(status))
                        .findFirst()
                        .orElseThrow(this::unknown));
        };
    }

    private Failure unknown() {
        return new Failure(
                ExitCode.WRONG_USAGE, "--status is '%s'; it must be %s".formatted(OutsideText.escaped(status), KNOWN));
    }
}
