package dev.orderly.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Decision.Ignored;
import dev.orderly.messaging.consumer.Decision.Refused;
import dev.orderly.messaging.consumer.Decision.Unhandleable;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderReply;
import dev.orderly.schemas.user.UserCommand;
import dev.orderly.schemas.user.UserFact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A story about users and orders: what had happened, what came, and what followed. Each `when` decides by the real
/// deciders and lets its facts happen, so that the next one builds upon them.
final class Story {
    private static final Optional<SagaRef> SAGA = Optional.of(new SagaRef("o-1", "some-step", 7));

    private final Ledger ledger = new Ledger();
    private Decision decision = Decision.accepted();

    static Story given(Message... happened) {
        var story = new Story();
        Stream.of(happened).forEach(story.ledger::happen);
        return story;
    }

    Story when(UserCommand command) {
        decision = ledger.decide(new UserCommands(), command, SAGA);
        return this;
    }

    Story when(OrderFact ending) {
        var endings = new OrderEndings();
        assertThat(endings.heeds(ending.getClass())).as("heeded").isTrue();
        decision = ledger.decide(endings, ending, Optional.empty());
        return this;
    }

    Story whenForeign(UserFact fact) {
        decision = ledger.decide(new ForeignFacts(), fact, Optional.empty());
        return this;
    }

    /// These facts and notes, in order, and no others.
    Story emits(Message... happened) {
        assertThat(happened()).containsExactly(happened);
        return this;
    }

    /// These answers and no others, each to the step that asked.
    Story answers(OrderReply... replies) {
        assertThat(messages())
                .containsExactlyElementsOf(Stream.of(replies)
                        .map(reply -> new Outgoing(reply, SAGA))
                        .toList());
        return this;
    }

    Story refused(String code) {
        assertThat(decision).isInstanceOf(Refused.class);
        assertThat(outcome()).isEqualTo(code);
        return this;
    }

    Story ignored() {
        assertThat(decision).isInstanceOf(Ignored.class);
        return this;
    }

    Story unhandleable(String code) {
        assertThat(decision).isInstanceOf(Unhandleable.class);
        assertThat(outcome()).isEqualTo(code);
        return this;
    }

    User user(String userId) {
        return ledger.user(userId);
    }

    Hold hold(String orderId) {
        return ledger.hold(orderId);
    }

    Decision decision() {
        return decision;
    }

    /// `handled`, `ignored`, or the code of what became of it else.
    String outcome() {
        return switch (decision) {
            case Accepted _ -> "handled";
            case Ignored _ -> "ignored";
            case Refused refused -> refused.code();
            case Unhandleable dead -> dead.reason().code();
        };
    }

    List<Message> happened() {
        return decision instanceof Accepted accepted ? accepted.happened() : List.of();
    }

    List<Outgoing> messages() {
        return switch (decision) {
            case Accepted accepted -> accepted.messages();
            case Ignored ignored -> ignored.messages();
            case Refused refused -> refused.messages();
            case Unhandleable _ -> List.of();
        };
    }
}
