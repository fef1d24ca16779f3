package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.Failure;
import java.sql.SQLException;

/// What a service looks at before it works on its database, looked at by a command that is about to do the same.
public interface StartCheck {

    /// @throws Failure if the service would not work on it, or Kafka is away
    void of(Site site) throws SQLException;

    /// On a database that lacks what the topics have, a decision would be lost, or met by states that are not so.
    StartCheck AGREEMENT = site -> {
        try (var topics = SiteTopics.of(site)) {
            topics.checkAgreement();
        }
    };
}
