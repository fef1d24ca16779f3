package dev.orderly.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Decision.Ignored;
import dev.orderly.messaging.consumer.Decision.Refused;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Fact;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.saga.Entry;
import dev.orderly.messaging.saga.SagaState;
import dev.orderly.schemas.notification.NotificationFact;
import dev.orderly.schemas.order.OrderCommand;
import dev.orderly.schemas.order.OrderReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A story about the order `o-1`: what was asked, what came, and what followed. Each `when` decides by the real
/// deciders and lets its facts happen, so that the next one builds upon them.
final class Story {
    private static final String ORDER = "o-1";

    private final Desk desk = new Desk();
    private Decision decision = Decision.accepted();

    static Story given(OrderCommand... asked) {
        var story = new Story();
        Stream.of(asked).forEach(command -> story.decision = story.desk.tell(command));
        return story;
    }

    Story when(OrderCommand command) {
        decision = desk.tell(command);
        return this;
    }

    /// The answer to what was asked last.
    Story when(OrderReply reply) {
        decision = desk.answer(reply);
        return this;
    }

    Story when(OrderReply reply, Optional<SagaRef> reference) {
        decision = desk.tell(reply, reference);
        return this;
    }

    Story when(NotificationFact letter) {
        decision = desk.tell(letter);
        return this;
    }

    Story whenTimedOut(String step) {
        assertThat(desk.saga(ORDER).step()).isEqualTo(step);
        decision = desk.fire(desk.timer(ORDER).orElseThrow());
        return this;
    }

    /// These facts, in order, and no others.
    Story emits(Message... facts) {
        assertThat(Desk.happened(decision).stream().filter(Fact.class::isInstance))
                .containsExactly(facts);
        return this;
    }

    /// These commands, in order, and no others.
    Story sends(Message... commands) {
        assertThat(Desk.messages(decision)).extracting(Outgoing::data).containsExactly(commands);
        return this;
    }

    /// The only command that was sent names this step and attempt.
    Story asking(String step, int attempt) {
        assertThat(Desk.messages(decision).stream().map(Outgoing::saga).toList())
                .isEqualTo(List.of(Optional.of(new SagaRef(ORDER, step, attempt))));
        return this;
    }

    Story refused(String code) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.code()).isEqualTo(code));
        return this;
    }

    Story ignored() {
        assertThat(decision).isInstanceOf(Ignored.class);
        return this;
    }

    /// Written down in the timeline, and no fact follows.
    Story late() {
        assertThat(decision).isInstanceOf(Accepted.class);
        var received = desk.saga(ORDER).timeline().reversed().stream()
                .filter(line -> line.sent().isEmpty())
                .findFirst();
        assertThat(received.orElseThrow().answer()).endsWith(" (late)");
        return emits();
    }

    Story awaits(String step, Duration atMost) {
        assertThat(desk.saga(ORDER).status()).isEqualTo(SagaState.Status.RUNNING);
        assertThat(desk.saga(ORDER).step()).isEqualTo(step);
        assertThat(desk.saga(ORDER).dueAt()).contains(desk.ledger().now().plus(atMost));
        return this;
    }

    Story ended(SagaState.Status status) {
        assertThat(desk.saga(ORDER).status()).isEqualTo(status);
        assertThat(desk.saga(ORDER).dueAt()).isEmpty();
        return this;
    }

    Story is(Order.Status status) {
        assertThat(desk.order(ORDER).status()).isEqualTo(status);
        return this;
    }

    /// Lines as `step: sent #attempt -> answer`.
    Story timeline(String... lines) {
        assertThat(desk.saga(ORDER).timeline())
                .allSatisfy(line -> assertThat(line.time()).isPresent())
                .extracting(Story::line)
                .containsExactly(lines);
        return this;
    }

    Desk desk() {
        return desk;
    }

    Decision decision() {
        return decision;
    }

    private static String line(Entry entry) {
        var sent = entry.sent().isEmpty() ? "" : " " + entry.sent() + " #" + entry.attempt();
        return entry.step() + ":" + sent + (entry.answer().isEmpty() ? "" : " -> " + entry.answer());
    }
}
