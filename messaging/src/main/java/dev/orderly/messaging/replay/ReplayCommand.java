package dev.orderly.messaging.replay;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.commandline.Spelling;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.operator.Boundary;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.replay.ReplayRuns.Run;
import dev.orderly.messaging.telemetry.OutsideText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `replay`.
@Command(
        name = "replay",
        description = "handle records of a topic that were not handled yet; those that were stay as they are")
public final class ReplayCommand extends SiteCommand {
    @Parameters(paramLabel = "TOPIC", description = "one that the service reads")
    private String topic = "";

    @Option(names = "--from", required = true, paramLabel = "WHERE", description = Boundary.EXPECTED)
    private String from = "";

    @Option(names = "--to", paramLabel = "WHERE", description = "the same; without, the end that the topic has now")
    private String to = "latest";

    @Option(names = "--partition", paramLabel = "N", description = "only this one")
    private Optional<Integer> partition = Optional.empty();

    @Option(names = "--key", paramLabel = "KEY", description = "only records of this key")
    private Optional<String> key = Optional.empty();

    @Option(names = "--type", paramLabel = "TYPE", description = "only messages of this type")
    private Optional<String> type = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "records a second, at most; 0 for no limit; without, " + RATE)
    private int rate = RATE;

    @Option(
            names = "--effects",
            description = "send letters that follow; without, they count as undeliverable, suppressed")
    private boolean hasEffects;

    @Option(names = "--execute", description = "do it; without, show what would change")
    private boolean isExecuted;

    private static final int RATE = 5_000;

    public ReplayCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    public ExitCode run(Site site, Output output) throws Exception {
        var names = site.subscriptions().stream()
                .map(Subscription::topic)
                .map(each -> each.name())
                .distinct()
                .sorted()
                .toList();
        if (!names.contains(topic)) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "%s does not read topic %s%s; it reads %s"
                            .formatted(
                                    site.service(),
                                    OutsideText.escaped(topic),
                                    Spelling.meant(topic, names),
                                    String.join(", ", names)));
        }
        if (rate < 0) {
            throw new Failure(ExitCode.WRONG_USAGE, "--rate is %d; it must be 0 or more".formatted(rate));
        }
        try (var topics = SiteTopics.of(site)) {
            topics.checkAgreement();
            var stretches = stretches(topics, output);
            var scope = new ReplayScope(topic, key, type);
            if (type.isPresent()) {
                checkType(site, topics, stretches, output);
            }
            return isExecuted && !stretches.isEmpty()
                    ? execute(site, topics, scope, stretches, output)
                    : plan(site, topics, scope, stretches, output);
        }
    }

    private List<Stretch> stretches(SiteTopics topics, Output output) {
        var now = Instant.now();
        try {
            var range = new ReplayRange(Boundary.parse(from, now), Boundary.parse(to, now), partition);
            var stretches = range.of(topic, topics);
            range.holes().forEach(output.talk()::println);
            if (stretches.isEmpty()) {
                output.talk().println("no record lies between --from and --to; " + range.there(topic, topics));
            }
            return stretches;
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.WRONG_USAGE, String.valueOf(e.getMessage()));
        }
    }

    /// A message of a type that this version does not know may be there all the same.
    private void checkType(Site site, SiteTopics topics, List<Stretch> stretches, Output output) throws Exception {
        var subscriptions = site.subscriptions().stream()
                .filter(each -> each.topic().name().equals(topic))
                .toList();
        var known = subscriptions.stream()
                .flatMap(each -> each.topic().types().stream())
                .map(MessageType::name)
                .distinct()
                .sorted()
                .toList();
        var typed = type.orElseThrow();
        if (known.contains(typed)) {
            return;
        }
        var unknown = "%s does not know type %s%s; topic %s carries %s"
                .formatted(
                        site.service(),
                        OutsideText.escaped(typed),
                        Spelling.meant(typed, known),
                        topic,
                        String.join(", ", known));
        if (!isThere(typed, TypeReader.of(subscriptions), topics, stretches)) {
            throw new Failure(ExitCode.WRONG_USAGE, unknown + "; no record between --from and --to is of that type");
        }
        output.talk().println(unknown);
    }

    private static boolean isThere(String type, TypeReader reader, SiteTopics topics, List<Stretch> stretches)
            throws Exception {
        var found = new AtomicBoolean();
        topics.scan()
                .readWhile(
                        stretches,
                        records -> records.stream().map(reader::type).anyMatch(type::equals),
                        (isAmong, _) -> {
                            found.set(isAmong);
                            return !isAmong;
                        });
        return found.get();
    }

    private ExitCode execute(Site site, SiteTopics topics, ReplayScope scope, List<Stretch> stretches, Output output)
            throws Exception {
        var id = "r-" + UUID.randomUUID().toString().substring(0, 8);
        var run =
                new Run(id, scope, Optional.of(topics.id(topic)), hasEffects, rate, "PAUSED", Instant.now(), Map.of());
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(false);
            new ReplayRuns(connection).begin(run, stretches);
            connection.commit();
        }
        output.talk().printf("replay %s of %s%n", id, shown(stretches));
        return new ReplayRunner(site, topics, run, output).run();
    }

    private ExitCode plan(Site site, SiteTopics topics, ReplayScope scope, List<Stretch> stretches, Output output)
            throws Exception {
        output.talk().println("what a replay of " + shown(stretches) + " would do:");
        var isSome = new ReplayPlan(site, topics, scope, hasEffects).show(stretches, output);
        output.talk().println(isSome ? "nothing is done yet; with --execute it is" : "nothing is done");
        return ExitCode.DONE;
    }

    private static String shown(List<Stretch> stretches) {
        return stretches.isEmpty()
                ? "nothing"
                : stretches.stream()
                        .map(each -> "%s[%d]@%d..%d"
                                .formatted(
                                        each.partition().topic(),
                                        each.partition().partition(),
                                        each.from(),
                                        each.to()))
                        .collect(Collectors.joining(", "));
    }
}
