package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.store.Numbered;
import java.util.Optional;
import java.util.function.Predicate;

/// A topic that a service reads, and what it does with it.
///
/// @param heeds which sources (`/orderly/<service>`) it listens to
/// @param projection the copy of the owner's facts that is kept, which takes each fact in its turn
public record Subscription<M extends Message>(
        Topic topic, Predicate<String> heeds, Decider<M> decider, Optional<Numbered<?>> projection) {}
