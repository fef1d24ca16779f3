package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.store.Buried;
import java.util.Optional;

/// What can be done about a dead letter.
interface Remedy {

    /// What would come of it; nothing is changed.
    DeadLetterVerdict propose(Buried found);

    /// Does it, as far as it can be done.
    DeadLetterVerdict execute(Buried found);

    /// Why nothing can be decided about it any more.
    static Optional<String> settled(Buried found) {
        return switch (found.status()) {
            case OPEN -> Optional.empty();
            case REDRIVEN -> Optional.of("it was redriven already");
            case DISCARDED -> Optional.of("it was discarded");
        };
    }
}
