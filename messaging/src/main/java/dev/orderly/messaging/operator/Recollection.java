package dev.orderly.messaging.operator;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Note;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// How a service that has lost its database knows again what only notes had told, and goes on with what had not ended.
/// Whatever cannot be known is taken for what is safe: asked again, or uncertain.
public interface Recollection {

    /// What is noted when one of the service's own facts is read again, beside what the fact itself changes.
    List<Note> retold(Event<?> own);

    /// How far a message may be handled a second time, where it is not sure that all which followed from it has
    /// reached Kafka.
    Repetition repetition(Message message);

    /// Whether to handle a message again of which some trace is found.
    enum Repetition {
        /// A fact or a message that followed from it tells that it was handled.
        NEVER,
        /// The state tells what stands, and it is asked for an answer: only both, a fact and an answer, tell
        /// that it was handled.
        UNTIL_ANSWERED,
        /// The state tells that it was handled.
        ALWAYS
    }

    /// What has to be decided before the service goes on, once its tables are there.
    ///
    /// @param connection in the transaction of the recovery
    List<Item> unended(Connection connection, Traces traces, Instant now) throws SQLException;

    /// What else the topics tell of the service's past.
    interface Traces {

        /// The highest attempt that was used for a step of a saga.
        int lastAttempt(String sagaId, String step);

        /// Subjects of own facts whose cause is not settled: other facts of the same transaction may be missing.
        Set<String> unsettled();
    }

    /// For a service whose facts tell everything.
    Recollection OF_FACTS_ALONE = new Recollection() {
        @Override
        public List<Note> retold(Event<?> own) {
            return List.of();
        }

        @Override
        public Repetition repetition(Message message) {
            return Repetition.NEVER;
        }

        @Override
        public List<Item> unended(Connection connection, Traces traces, Instant now) {
            return List.of();
        }
    };
}
