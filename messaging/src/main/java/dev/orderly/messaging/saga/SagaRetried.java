package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.saga.SagaState.Status;

/// An operator wants what a saga awaits asked again.
///
/// @param step at which it was seen; one that has moved on meanwhile is left alone
/// @param attempt at which it was seen
/// @param status in which it was seen
public record SagaRetried(String sagaId, String step, int attempt, Status status) implements Message {

    public static SagaRetried of(SagaState seen) {
        return new SagaRetried(seen.sagaId(), seen.step(), seen.attempt(), seen.status());
    }

    boolean isAbout(SagaState now) {
        return now.isOpen() && now.exists() && equals(of(now));
    }

    @Override
    public String subject() {
        return sagaId;
    }

    @Override
    public String about() {
        return "step " + step;
    }
}
