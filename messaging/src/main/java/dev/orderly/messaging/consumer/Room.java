package dev.orderly.messaging.consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// How many messages of a throttled topic may still be taken. It is counted now and then, and in between what was taken
/// counts as if nothing had been answered: too few at worst, never too many.
final class Room {
    private static final Duration RECOUNT = Duration.ofMillis(20);

    private final Deadlines deadlines;
    private Instant counted = Instant.MIN;
    private int left;

    Room(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    int of(String topic, Set<Integer> mine, Instant now) {
        if (!topic.equals(deadlines.throttled())) {
            return Integer.MAX_VALUE;
        }
        if (left <= 0 && !now.isBefore(counted.plus(RECOUNT))) {
            counted = now;
            left = deadlines.room(mine);
        }
        return left;
    }

    void take(String topic) {
        if (topic.equals(deadlines.throttled())) {
            left--;
        }
    }

    /// The next look counts anew: other sagas are this instance's now.
    void forget() {
        left = 0;
        counted = Instant.MIN;
    }
}
