package dev.orderly.compose.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;

/// An operator at the dead letters of order-service.
record DeadLetterDesk(SystemUnderTest system, ServiceUnderTest orders) {
    /// What a redriving says of a fact behind which two wait: the running service looks at the shelf, too, and may be
    /// faster.
    static final String HANDLED = "handled( by the running service; its log says how)?; 2 released";

    /// `dead-letters` with these arguments.
    CommandLine.Ended run(String... arguments) {
        var all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        return orders.commands().run(all.toArray(String[]::new));
    }

    /// Once it is in the table.
    ///
    /// @return its id
    String buried(RecordMetadata sent) {
        await("buried")
                .until(() -> !system.rows(orders)
                        .of("""
                        SELECT id FROM dead_letters WHERE topic = '%s' AND partition = %d AND "offset" = %d""".formatted(sent.topic(), sent.partition(), sent.offset()))
                        .isEmpty());
        return sent.topic() + ":" + sent.partition() + ":" + sent.offset();
    }

    /// The second fact about a user; two that follow wait behind it.
    String buriedFact(String user) {
        system.topics.send("user-events", user, UserFacts.registered(user));
        var id = buried(system.topics.send("user-events", user, UserFacts.deposited(user, 2, "\"five\"")));
        system.topics.send("user-events", user, UserFacts.deposited(user, 3, "5"));
        system.topics.send("user-events", user, UserFacts.deposited(user, 4, "5"));
        await("they wait").until(() -> waiting(user) == 2);
        return id;
    }

    /// How many facts about a user wait.
    long waiting(String user) {
        return system.rows(orders).number("""
                SELECT count(*) FROM waiting WHERE stream = 'user-events/user/%s'""".formatted(user));
    }

    /// How far the copy of a user has come.
    long version(String user) {
        return system.rows(orders)
                .number("SELECT coalesce(max(version), 0) FROM customers WHERE user_id = '" + user + "'");
    }

    /// A file that holds an edited payload.
    static String file(String payload) {
        try {
            var file = Files.createTempFile("payload", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, payload).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
