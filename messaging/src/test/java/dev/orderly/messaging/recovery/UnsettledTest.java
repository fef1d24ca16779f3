package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Note;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Boxes.Put;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnsettledTest {
    private final Unsettled unsettled = new Unsettled(new ByBox());

    /// How often a message may be handled is told by its box.
    private static final class ByBox implements Recollection {
        @Override
        public List<Note> retold(Event<?> own) {
            return List.of();
        }

        @Override
        public Repetition repetition(Message message) {
            return Repetition.valueOf(((Put) message).box());
        }

        @Override
        public List<Item> unended(Connection connection, Traces traces, Instant now) {
            return List.of();
        }
    }

    @Test
    void any_trace_tells_that_a_message_was_handled_where_the_state_does_not() {
        comes("fact", Recollection.Repetition.NEVER);
        comes("message", Recollection.Repetition.NEVER);
        comes("none", Recollection.Repetition.NEVER);
        unsettled.sawFact(following("fact", Optional.empty()));
        unsettled.sawMessage(following("message", Optional.empty()));

        assertThat(handled()).containsExactlyInAnyOrder("fact", "message");
        assertThat(unsettled.unsettled()).containsExactly("box of fact");
    }

    @Test
    void a_question_is_answered_again_unless_both_its_fact_and_its_answer_are_there() {
        comes("fact", Recollection.Repetition.UNTIL_ANSWERED);
        comes("both", Recollection.Repetition.UNTIL_ANSWERED);
        unsettled.sawFact(following("fact", Optional.empty()));
        unsettled.sawFact(following("both", Optional.empty()));
        unsettled.sawMessage(following("both", Optional.empty()));

        assertThat(handled()).containsExactly("both");
    }

    @Test
    void what_the_state_tells_is_always_handled_again() {
        comes("placed", Recollection.Repetition.ALWAYS);
        unsettled.sawFact(following("placed", Optional.empty()));
        unsettled.sawMessage(following("placed", Optional.empty()));

        assertThat(handled()).isEmpty();
        assertThat(unsettled.unsettled()).containsExactly("box of placed");
    }

    @Test
    void the_highest_attempt_of_each_step_is_known() {
        unsettled.sawMessage(following("x", Optional.of(new SagaRef("s", "pay", 3))));
        unsettled.sawMessage(following("x", Optional.of(new SagaRef("s", "pay", 2))));

        assertThat(unsettled.lastAttempt("s", "pay")).isEqualTo(3);
        assertThat(unsettled.lastAttempt("s", "tell")).isEqualTo(1);
    }

    private List<String> handled() {
        return unsettled.handled().stream().map(Identity::id).toList();
    }

    private void comes(String id, Recollection.Repetition repetition) {
        var event = new Event<>(envelope(id, Optional.empty(), Optional.empty()), new Put(repetition.name(), 1));
        unsettled.add(new Item(
                new Reading.Valid(event, new byte[32]),
                Optional.empty(),
                0,
                "",
                new Nothing(),
                Optional.empty(),
                Item.Standing.HEEDED));
    }

    private static Envelope following(String cause, Optional<SagaRef> saga) {
        return envelope("from " + cause, Optional.of(cause), saga);
    }

    private static Envelope envelope(String id, Optional<String> cause, Optional<SagaRef> saga) {
        return new Envelope(
                id,
                "/test",
                "box.put",
                "box of " + cause.orElse("none"),
                Instant.EPOCH,
                "",
                0,
                id,
                cause,
                saga,
                Trace.startedBy(id));
    }
}
