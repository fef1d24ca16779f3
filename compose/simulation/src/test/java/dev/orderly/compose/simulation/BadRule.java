package dev.orderly.compose.simulation;

import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Numbered;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A rule of the databases that refuses, by mistake, what one fact makes of one user's copy; until somebody
/// mends it and sends what became a dead letter again.
final class BadRule {
    private final boolean exists;
    private final String kind;
    private final String user;
    private final long version;
    private boolean isMended;

    BadRule(Chaos chaos) {
        exists = chaos.flips();
        kind = chaos.oneOf(List.of("customers", "recipients"));
        user = chaos.oneOf(List.of("ada", "bob", "cyd"));
        version = 1L + chaos.upTo(2);
    }

    boolean refuses(Aggregate<?> of, Object state) {
        return exists
                && !isMended
                && of.name().equals(kind)
                && of instanceof Numbered<?> numbered
                && version(numbered, state) == version
                && state.toString().contains("userId=" + user);
    }

    @SuppressWarnings("unchecked") // a kind is asked for its own states only
    private static <S> long version(Numbered<S> kind, Object state) {
        return kind.version((S) state);
    }

    void mend(World world) {
        isMended = true;
        for (var service : world.services) {
            for (var letter : service.database.deadLetters()) {
                if (letter.reason().code().equals("bug")) {
                    service.database.discard(letter);
                    var record = letter.record();
                    var headers = new RecordHeaders();
                    for (Header header : record.headers()) {
                        headers.add(header.name(), header.value());
                    }
                    world.kafka.append(
                            SimKafka.partition(record.topic(), record.key()), record.key(), record.value(), headers);
                }
            }
        }
    }
}
