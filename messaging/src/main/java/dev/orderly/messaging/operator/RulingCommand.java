package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// A command that changes things one by one, each in a transaction of its own: shows what would come of each,
/// and does it when it is told to. Interrupted or killed, it leaves those that are done, and the others as
/// they were.
public abstract class RulingCommand extends SiteCommand {
    @Option(names = "--execute", description = "do it; without, what it would do is shown")
    private boolean isExecuted;

    private final StartCheck check;

    /// @param check made before anything is done
    protected RulingCommand(Site.Finder finder, StartCheck check) {
        super(finder);
        this.check = check;
    }

    /// How a summary names them: the things in the plural (`sagas`), and what is done as a past participle (`asked
    /// again`).
    public record Words(String things, String done) {}

    protected abstract Words words();

    /// The ids of those that are meant.
    protected abstract List<String> meant(Connection connection) throws SQLException;

    /// @param line does it, or only plans it
    /// @param isExecuted whether it is done, for the words
    protected abstract Ruling rule(Site site, Connection connection, OperatorLine line, String id, boolean isExecuted)
            throws SQLException;

    /// What is printed as JSON.
    private record Ruled(boolean executed, List<Ruling> rulings) {}

    @Override
    public final ExitCode run(Site site, Output output) throws SQLException {
        var rulings = new ArrayList<Ruling>();
        try (var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(true);
            var ids = meant(connection);
            if (isExecuted) {
                check.of(site);
            }
            try (var line = OperatorLine.of(site, isExecuted)) {
                for (var id : ids) {
                    var ruling = rule(site, connection, line, id, isExecuted);
                    rulings.add(ruling);
                    if (!output.isJson()) {
                        output.data().println(OutsideText.escaped(id) + "  " + OutsideText.whole(ruling.text()));
                    }
                }
            }
        }
        if (output.isJson()) {
            output.json(new Ruled(isExecuted, rulings));
        }
        if (rulings.isEmpty()) {
            NotThere.tell("no " + words().things() + " match", check, site, output);
        } else {
            output.talk().println(summary(rulings));
        }
        return Ruling.code(rulings);
    }

    private String summary(List<Ruling> rulings) {
        var well = rulings.stream().filter(Ruling::isWell).count();
        return isExecuted
                ? "%d of %d %s".formatted(well, rulings.size(), words().done())
                : "%d of %d would be %s; nothing was changed%s"
                        .formatted(well, rulings.size(), words().done(), well > 0 ? ", --execute does it" : "");
    }
}
