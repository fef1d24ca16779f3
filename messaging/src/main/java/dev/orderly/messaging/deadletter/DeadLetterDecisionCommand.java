package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.NotThere;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.telemetry.OutsideText;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A command that decides about dead letters: shows what would come of it, and does it when it is told to.
abstract class DeadLetterDecisionCommand extends SiteCommand {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "topic:partition:offset, as list shows it")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private DeadLetterFilter filter = new DeadLetterFilter();

    @Option(names = "--execute", description = "do it; without, what it would do is shown")
    private boolean isExecuted;

    private final StartCheck check;

    DeadLetterDecisionCommand(Site.Finder finder, StartCheck check) {
        super(finder);
        this.check = check;
    }

    /// Its past participle: `redriven`.
    abstract String done();

    /// @throws Failure where an option is missing or wrong
    abstract Remedy remedy(DeadLetterDesk desk) throws IOException;

    int named() {
        return ids.size();
    }

    /// What is printed as JSON.
    private record Decided(boolean executed, List<DeadLetterVerdict> deadLetters) {}

    @Override
    public final ExitCode run(Site site, Output output) throws IOException, SQLException {
        if (ids.isEmpty() == filter.isEmpty()) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "say which: either ids, as list shows them, or --reason, --topic, --type, --subject, --since");
        }
        var meant = ids.stream().map(DeadLetterId::of).toList();
        var desk = new DeadLetterDesk(site);
        var remedy = remedy(desk);
        if (isExecuted) {
            check.of(site);
        }
        var verdicts = new ArrayList<DeadLetterVerdict>();
        if (meant.isEmpty()) {
            for (var row : desk.letters().ids(filter.wanted(Optional.of(Status.OPEN), InstantSource.system()))) {
                add(verdicts, verdict(remedy, desk, row), output);
            }
        }
        for (var id : meant) {
            var row = id.in(desk.letters());
            add(
                    verdicts,
                    row.isPresent() ? verdict(remedy, desk, row.get()) : DeadLetterVerdict.missing(id.toString()),
                    output);
        }
        if (output.isJson()) {
            output.json(new Decided(isExecuted, verdicts));
        }
        if (verdicts.isEmpty()) {
            NotThere.tell(filter.more("no open dead letter matches", site), check, site, output);
        } else {
            output.talk().println(summary(verdicts));
        }
        return DeadLetterVerdict.code(verdicts);
    }

    private DeadLetterVerdict verdict(Remedy remedy, DeadLetterDesk desk, long row) {
        var found = desk.letters().get(row);
        return isExecuted ? remedy.execute(found) : remedy.propose(found);
    }

    private static void add(List<DeadLetterVerdict> verdicts, DeadLetterVerdict verdict, Output output) {
        verdicts.add(verdict);
        if (!output.isJson()) {
            output.data().println(line(verdict));
        }
    }

    private static String line(DeadLetterVerdict verdict) {
        var line = new StringBuilder(verdict.id());
        if (!verdict.type().isEmpty()) {
            var about = verdict.subject().isEmpty() ? "" : " " + OutsideText.shown(verdict.subject());
            line.append("  ").append(OutsideText.shown(verdict.type())).append(about);
            line.append("  (").append(OutsideText.shown(verdict.reason())).append(")");
        }
        line.append("  ").append(OutsideText.whole(verdict.text()));
        if (verdict.released() > 0) {
            line.append("; ").append(verdict.released()).append(" released");
        }
        if (verdict.waiting() > 0) {
            line.append("; ").append(verdict.waiting()).append(" waiting behind it");
        }
        return line.toString();
    }

    private String summary(List<DeadLetterVerdict> verdicts) {
        var well = verdicts.stream().filter(DeadLetterVerdict::isWell).count();
        return isExecuted
                ? "%d of %d %s".formatted(well, verdicts.size(), done())
                : "%d of %d would be %s; nothing was changed%s"
                        .formatted(well, verdicts.size(), done(), well > 0 ? ", --execute does it" : "");
    }
}
