package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Spelling;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.operator.PastTime;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.DeadLetters.Wanted;
import dev.orderly.messaging.telemetry.OutsideText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Options that say which dead letters are meant.
final class DeadLetterFilter {
    @Option(names = "--reason", paramLabel = "CODE", description = "whose reason begins so: schema:/data/lines, schema")
    private String reason = "";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "that lay in this topic")
    private String topic = "";

    @Option(names = "--type", paramLabel = "TYPE", description = "of this type, ? for what has none")
    private String type = "";

    @Option(names = "--subject", paramLabel = "ID", description = "about this user, order, ...")
    private String subject = "";

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "buried in the last 30m, 2h, 7d, or since 2026-11-21, 2026-11-21T10:24:31Z")
    private String since = "";

    boolean isEmpty() {
        return Stream.of(reason, topic, type, subject, since).allMatch(String::isEmpty);
    }

    /// More of the sentence that nothing matches: the type may be misspelt. Some are buried that nobody knows.
    ///
    /// @param sentence `no dead letter matches`
    /// @throws Failure if the reason or the topic is none that the service knows, and so misspelt
    String more(String sentence, Site site) {
        var codes = Reason.codes();
        var topics = site.subscriptions().stream().map(Subscription::topic).toList();
        var isReason = codes.stream().anyMatch(each -> each.startsWith(reason) || reason.startsWith(each + ":"));
        var names = topics.stream().map(Topic::name).distinct().sorted().toList();
        var misspelt = (isReason ? "" : doubt("reason", reason, codes)) + doubt("topic", topic, names);
        if (!misspelt.isEmpty()) {
            throw new Failure(ExitCode.WRONG_USAGE, sentence + misspelt);
        }
        var types = topics.stream()
                .flatMap(each -> each.types().stream())
                .map(MessageType::name)
                .distinct()
                .sorted();
        return sentence
                + doubt("type", type, Stream.concat(types, Stream.of("?")).toList());
    }

    private static String doubt(String what, String typed, List<String> known) {
        return typed.isEmpty() || known.contains(typed)
                ? ""
                : "; there is no %s '%s'%s; there are %s"
                        .formatted(
                                what,
                                OutsideText.escaped(typed),
                                Spelling.meant(typed, known),
                                String.join(", ", known));
    }

    Wanted wanted(Optional<Status> status, InstantSource clock) {
        var from = since.isEmpty() ? Optional.<Instant>empty() : Optional.of(instant(since, clock));
        return new Wanted(status, reason, topic, type, subject, from);
    }

    private static Instant instant(String text, InstantSource clock) {
        try {
            return PastTime.parse(text, clock.instant());
        } catch (IllegalArgumentException _) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "--since is '%s'; it must be a duration, a day or a time, such as 2h, 2026-11-21 or 2026-11-21T10:24:31Z"
                            .formatted(OutsideText.escaped(text)));
        }
    }
}
