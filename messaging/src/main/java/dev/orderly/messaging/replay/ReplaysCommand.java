package dev.orderly.messaging.replay;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteCommand;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.replay.ReplayRuns.Run;
import dev.orderly.messaging.telemetry.OutsideText;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `replays`.
@Command(name = "replays", description = "list the last replays, or pause, resume or abort one")
public final class ReplaysCommand extends SiteCommand {

    /// What can be done with them.
    enum Action {
        list,
        pause,
        resume,
        abort
    }

    @Parameters(index = "0", paramLabel = "ACTION", description = "${COMPLETION-CANDIDATES}")
    private Action action = Action.list;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "its id, as list shows it")
    private Optional<String> id = Optional.empty();

    @Option(names = "--execute", description = "do it; without, show the run as it is")
    private boolean isExecuted;

    public ReplaysCommand(Site.Finder finder) {
        super(finder);
    }

    @Override
    public ExitCode run(Site site, Output output) throws Exception {
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(true);
            var runs = new ReplayRuns(connection);
            if (action == Action.list) {
                var all = runs.list();
                if (output.isJson()) {
                    output.json(Map.of("replays", all));
                } else if (all.isEmpty()) {
                    output.talk().println("no replay was run since the database was made");
                } else {
                    all.forEach(run -> output.data().println(ReplayReport.line(run)));
                }
                return ExitCode.DONE;
            }
            var run = found(runs);
            if (!isExecuted) {
                ReplayReport.show(run, output);
                output.talk().println("nothing is done yet; with --execute it is");
                return ExitCode.DONE;
            }
            switch (action) {
                case pause -> change(runs, run, "PAUSED", "RUNNING");
                case abort -> change(runs, run, "ABORTED", "RUNNING", "PAUSED");
                case list, resume -> {}
            }
            if (action != Action.resume) {
                ReplayReport.show(found(runs), output);
                return ExitCode.DONE;
            }
        }
        try (var topics = SiteTopics.of(site)) {
            topics.checkAgreement();
            return new ReplayRunner(site, topics, run(site), output).run();
        }
    }

    private Run run(Site site) throws Exception {
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(true);
            return found(new ReplayRuns(connection));
        }
    }

    private Run found(ReplayRuns runs) throws Exception {
        var wanted = id.orElseThrow(() -> new Failure(
                ExitCode.WRONG_USAGE, "say which: replays %s RUN; replays list shows them".formatted(action)));
        return runs.find(wanted)
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "there is no replay %s; replays list shows them".formatted(OutsideText.escaped(wanted))));
    }

    private static void change(ReplayRuns runs, Run run, String to, String... from) throws Exception {
        if (!runs.change(run.id(), to, from)) {
            throw new Failure(ExitCode.FAILED, "replay %s is %s".formatted(run.id(), run.status()));
        }
    }
}
