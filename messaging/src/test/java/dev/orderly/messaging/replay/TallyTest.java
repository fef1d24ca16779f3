package dev.orderly.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.replay.Tally.Result;
import dev.orderly.messaging.telemetry.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void each_outcome_has_its_count_and_together_they_are_all_records() {
        tell("t[0]@1", new Outcome.Handled(List.of()));
        tell("t[0]@2", new Outcome.Duplicate());
        tell("t[0]@3", new Outcome.Ignored("placed before"));
        tell("t[0]@4", new Outcome.Refused("limit", ""));
        tell("t[0]@5", new Outcome.Retrying(1, Duration.ZERO, "a fault"));
        tell("t[0]@5", new Outcome.DeadLettered(Reason.bug("a fault"), 3));
        tell("t[0]@6", new Outcome.Waiting("for fact 3"));
        tally.emit(new Signal.UnknownSkipped("x", "", "t[0]@7", "", List.of()));
        tally.ignoreTheRest(10);

        assertThat(tally.of(Result.APPLIED)).isEqualTo(1);
        assertThat(tally.of(Result.UNCHANGED)).isEqualTo(1);
        assertThat(tally.of(Result.REFUSED)).isEqualTo(1);
        assertThat(tally.of(Result.FAILED)).isEqualTo(1);
        assertThat(tally.of(Result.WAITING)).isEqualTo(1);
        assertThat(tally.of(Result.IGNORED))
                .as("one ignored, one unknown, three silent")
                .isEqualTo(5);
        assertThat(tally.sum()).isEqualTo(10);
    }

    @Test
    void a_record_whose_effect_was_left_away_is_suppressed_where_it_was_handled() {
        tally.suppressing("t[0]@1");
        tally.suppressing("t[0]@2");
        tell("t[0]@1", new Outcome.Handled(List.of()));
        tell("t[0]@2", new Outcome.Duplicate());
        tell("t[0]@3", new Outcome.Handled(List.of()));

        assertThat(tally.of(Result.SUPPRESSED)).isEqualTo(1);
        assertThat(tally.of(Result.UNCHANGED)).isEqualTo(1);
        assertThat(tally.of(Result.APPLIED)).isEqualTo(1);
    }

    @Test
    void batches_are_added_up() {
        tell("t[0]@1", new Outcome.Handled(List.of()));
        var more = new Tally();
        more.add(Result.APPLIED, 2);
        more.add(Result.FAILED, 1);
        tally.add(more);

        assertThat(tally.of(Result.APPLIED)).isEqualTo(3);
        assertThat(tally.sum()).isEqualTo(4);
    }

    private void tell(String place, Outcome outcome) {
        tally.emit(new Signal.MessageDone("box.put", "a", "", place, outcome, Duration.ZERO, ""));
    }
}
