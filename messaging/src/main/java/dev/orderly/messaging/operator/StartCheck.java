package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.topology.KafkaAway;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;

/// What a service looks at before it works on its database, looked at by a command that is about to do the same.
public interface StartCheck {

    /// @throws Failure if the service would not work on it, or Kafka is away
    void of(Site site) throws SQLException;

    /// Says that a list is empty, and fails where that may be so only because the database has lost what was in it.
    ///
    /// @param sentence `no saga matches`
    default void empty(String sentence, Site site, Output output) throws SQLException {
        output.talk().println(sentence);
        try {
            of(site);
        } catch (KafkaAway | KafkaException e) {
            tellUnchecked(Causes.told(e), output);
        } catch (Failure e) {
            if (e.code() != ExitCode.UNREACHABLE) {
                throw e;
            }
            tellUnchecked(String.valueOf(e.getMessage()), output);
        }
    }

    private static void tellUnchecked(String why, Output output) {
        output.talk().println("whether the database has lost any was not looked at: " + why);
    }

    /// On a database that lacks what the topics have, a decision would be lost, or met by states that are not so.
    StartCheck AGREEMENT = site -> {
        try (var topics = SiteTopics.of(site)) {
            topics.checkAgreement();
        }
    };
}
