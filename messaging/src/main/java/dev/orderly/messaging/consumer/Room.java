package dev.orderly.messaging.consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// How many messages of a throttled topic may still be taken. It is counted now and then, and in between what was taken
/// counts as if nothing had been answered: too few at worst, never too many.
final class Room {
    private static final Duration RECOUNT = Duration.ofMillis(100);

    private final Deadlines deadlines;
    private Instant counted = Instant.MIN;
    private int left;

    Room(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /// To be called between batches only: sagas of a batch that is not saved yet cannot be counted.
    void count(Set<Integer> mine, Instant now) {
        if (left <= 0 && !now.isBefore(counted.plus(RECOUNT))) {
            counted = now;
            left = deadlines.room(mine);
        }
    }

    boolean isLeftFor(String topic) {
        return left > 0 || !topic.equals(deadlines.throttled());
    }

    void take(String topic) {
        if (topic.equals(deadlines.throttled())) {
            left--;
        }
    }

    /// The next count is made anew: other sagas are this instance's now.
    void forget() {
        left = 0;
        counted = Instant.MIN;
    }
}
