package dev.orderly.messaging.saga;

import java.time.Instant;
import java.util.Optional;

/// A line of a saga's timeline: what was sent at a step, and what came of it.
///
/// @param sent type of the command, empty for a step that is done here
/// @param answer type of the answer, `done`, `refused`, `silent`, or empty as long as nothing came
/// @param attempt the how manieth time it was sent, from 1; 0 for a step that is done here
/// @param time when it was sent or done; filled in when the line is kept
public record Entry(String step, String sent, String answer, int attempt, Optional<Instant> time) {

    static Entry done(String step, String answer) {
        return new Entry(step, "", answer, 0, Optional.empty());
    }

    static Entry asked(String step, String sent, int attempt) {
        return new Entry(step, sent, "", attempt, Optional.empty());
    }

    Entry answered(String type) {
        return new Entry(step, sent, type, attempt, time);
    }

    Entry at(Instant now) {
        return time.isPresent() ? this : new Entry(step, sent, answer, attempt, Optional.of(now));
    }
}
