package dev.orderly.messaging.replay;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.operator.Effects;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Decides as another does, but has no effect on the world.
///
/// @param told of the ids of messages whose effect was left away
record Suppressing<M extends Message>(Decider<M> decider, Effects effects, Consumer<String> told)
        implements Decider<M> {

    static <M extends Message> Subscription<M> of(
            Subscription<M> subscription, Effects effects, Consumer<String> told) {
        return new Subscription<>(
                subscription.topic(),
                subscription.heeds(),
                new Suppressing<>(subscription.decider(), effects, told),
                subscription.projection());
    }

    @Override
    public boolean heeds(Class<? extends Message> type) {
        return decider.heeds(type);
    }

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends M> message, States states) {
        return decider.keys(kind, message, states);
    }

    @Override
    public Decision decide(Event<? extends M> message, States states) {
        var decision = decider.decide(message, states);
        if (!(decision instanceof Accepted(var happened, var messages))) {
            return decision;
        }
        var all = new ArrayList<Message>();
        for (var each : happened) {
            all.add(each);
            effects.suppressing(each).ifPresent(instead -> {
                all.add(instead);
                told.accept(message.id());
            });
        }
        return new Accepted(all, messages);
    }
}
