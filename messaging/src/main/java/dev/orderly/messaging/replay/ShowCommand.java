package dev.orderly.messaging.replay;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `dead-letters show`.
@Command(
        name = "show",
        description = "show one whole: what is wrong, what it holds, its history, and what waits behind it")
final class ShowCommand extends SiteCommand {
    private static final int MOST_FOLLOWERS = 100;

    @Parameters(paramLabel = "ID", description = "topic:partition:offset, as list shows it")
    private String id = "";

    ShowCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    ExitCode run(Site site, Output output) {
        var place = LetterId.of(id);
        var letters = new Desk(site).letters();
        var row = place.in(letters)
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "there is no dead letter %s; dead-letters list --status all shows those that there are"
                                .formatted(place)));
        var shown = new Portrait(
                letters.get(row), letters.history(row), letters.followers(row, MOST_FOLLOWERS), letters.behind(row));
        if (output.isJson()) {
            output.json(shown.json());
        } else {
            shown.print(output.data());
        }
        return ExitCode.DONE;
    }
}
