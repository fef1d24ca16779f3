package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import java.sql.SQLException;
import java.util.Optional;

/// What a service looks at before it works on its database, looked at by a command that is about to do the same.
public interface StartCheck {

    /// @return why the service would not work on it
    /// @throws Failure if Kafka is away, or lacks a topic
    Optional<Disagreement> look(Site site) throws SQLException;

    /// @throws Failure if the service would not work on it, or Kafka is away
    default void of(Site site) throws SQLException {
        look(site).ifPresent(found -> {
            throw SiteTopics.refusal(found);
        });
    }

    /// On a database that lacks what the topics have, a decision would be lost, or met by states that are not so.
    StartCheck AGREEMENT = site -> {
        try (var topics = SiteTopics.of(site)) {
            return topics.disagreement();
        }
    };
}
