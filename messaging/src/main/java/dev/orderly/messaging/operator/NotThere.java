package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.topology.Agreement.Behind;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import dev.orderly.messaging.topology.KafkaAway;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/// What is not there: perhaps only because the database has lost it.
public final class NotThere {
    private NotThere() {}

    /// Says that there is nothing.
    ///
    /// @param sentence `no saga matches`
    /// @throws Failure if the database lacks what the topics have
    public static void tell(String sentence, StartCheck check, Site site, Output output) throws SQLException {
        output.talk().println(sentence);
        looked(check, site, output)
                .filter(found -> found.behind() == Behind.DATABASE)
                .ifPresent(found -> {
                    throw SiteTopics.refusal(found);
                });
    }

    /// The same of one thing that was asked for.
    ///
    /// @param sentence `there is no saga of o-1`
    /// @return a failure to be thrown
    public static Failure missing(String sentence, StartCheck check, Site site, Output output) throws SQLException {
        var found = looked(check, site, output).filter(each -> each.behind() == Behind.DATABASE);
        return found.map(each -> new Failure(
                        ExitCode.FAILED,
                        sentence + "; " + SiteTopics.refusal(each).getMessage()))
                .orElseGet(() -> new Failure(ExitCode.FAILED, sentence));
    }

    /// A list is there when Kafka is not.
    private static Optional<Disagreement> looked(StartCheck check, Site site, Output output) throws SQLException {
        try {
            return check.look(site);
        } catch (KafkaAway | KafkaException e) {
            return unseen(Causes.told(e), output);
        } catch (Failure e) {
            return unseen(String.valueOf(e.getMessage()), output);
        }
    }

    private static Optional<Disagreement> unseen(String why, Output output) {
        output.talk().println("whether the database has lost any was not looked at: " + why);
        return Optional.empty();
    }
}
