package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StartCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dead-letters discard`.
@Command(name = "discard", description = "leave them out for good; they are kept, with the reason that you give")
final class DiscardCommand extends DeadLetterDecisionCommand {
    private static final int LONGEST = 500;

    @Option(names = "--because", paramLabel = "TEXT", required = true, description = "why, for those who look later")
    private String because = "";

    DiscardCommand(Site.Finder finder, StartCheck check) {
        super(finder, check);
    }

    @Override
    String done() {
        return "discarded";
    }

    @Override
    Remedy remedy(DeadLetterDesk desk) {
        if (because.isBlank() || because.length() > LONGEST) {
            throw new Failure(ExitCode.WRONG_USAGE, "--because must say why, in 1 to %d characters".formatted(LONGEST));
        }
        return new Discard(desk, because);
    }
}
