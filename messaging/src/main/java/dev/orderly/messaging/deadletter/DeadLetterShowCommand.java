package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `dead-letters show`.
@Command(
        name = "show",
        description = "show one whole: what is wrong, what it holds, its history, and what waits behind it")
final class DeadLetterShowCommand extends SiteCommand {
    private static final int MOST_FOLLOWERS = 100;

    @Parameters(paramLabel = "ID", description = "topic:partition:offset, as list shows it")
    private String id = "";

    DeadLetterShowCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    public ExitCode run(Site site, Output output) {
        var place = DeadLetterId.of(id);
        var letters = new DeadLetterDesk(site).letters();
        var row = place.in(letters)
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "there is no dead letter %s; dead-letters list --status all shows those that there are"
                                .formatted(place)));
        var shown = new DeadLetterPortrait(
                letters.get(row), letters.history(row), letters.followers(row, MOST_FOLLOWERS), letters.behind(row));
        if (output.isJson()) {
            output.json(shown.json());
        } else {
            shown.print(output.data());
        }
        return ExitCode.DONE;
    }
}
