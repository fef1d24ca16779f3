package dev.orderly.messaging.recovery;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.store.Arrivals.Identity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The messages behind what the group has settled, and which of them left traces on the service's own topics: a batch
/// was committed, and of what followed at least a part had reached Kafka, when its database was lost.
final class Unsettled implements Recollection.Traces {
    private record Pending(Identity identity, Message message) {}

    private record Step(String sagaId, String step) {}

    private final Recollection recollection;
    private final Map<String, Pending> pending = new HashMap<>();
    private final Set<String> withFact = new HashSet<>();
    private final Set<String> withMessage = new HashSet<>();
    private final Set<String> subjects = new HashSet<>();
    private final Map<Step, Integer> attempts = new HashMap<>();

    Unsettled(Recollection recollection) {
        this.recollection = recollection;
    }

    void add(Item item) {
        item.identity()
                .ifPresent(identity -> pending.put(
                        identity.id(), new Pending(identity, item.event().data())));
    }

    /// One of the service's own facts.
    void sawFact(Envelope fact) {
        fact.causationId().filter(pending::containsKey).ifPresent(cause -> {
            withFact.add(cause);
            subjects.add(fact.subject());
        });
    }

    /// One of its own commands or answers.
    void sawMessage(Envelope message) {
        message.causationId().filter(pending::containsKey).ifPresent(withMessage::add);
        message.saga().filter(saga -> saga.attempt() > 1).ifPresent(this::note);
    }

    private void note(SagaRef saga) {
        attempts.merge(new Step(saga.sagaId(), saga.step()), saga.attempt(), Math::max);
    }

    /// Those that must not be handled again.
    List<Identity> handled() {
        return pending.entrySet().stream()
                .filter(each -> isHandled(each.getKey(), each.getValue().message()))
                .map(each -> each.getValue().identity())
                .toList();
    }

    private boolean isHandled(String id, Message message) {
        return switch (recollection.repetition(message)) {
            case ALWAYS -> false;
            case UNTIL_ANSWERED -> withFact.contains(id) && withMessage.contains(id);
            case NEVER -> withFact.contains(id) || withMessage.contains(id);
        };
    }

    /// First attempts are not remembered, being the rule.
    @Override
    public int lastAttempt(String sagaId, String step) {
        return attempts.getOrDefault(new Step(sagaId, step), 1);
    }

    @Override
    public Set<String> unsettled() {
        return Set.copyOf(subjects);
    }
}
