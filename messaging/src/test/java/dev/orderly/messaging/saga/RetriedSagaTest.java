package dev.orderly.messaging.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Decision.Ignored;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.saga.Trips.Paid;
import dev.orderly.messaging.saga.Trips.Refunded;
import dev.orderly.messaging.saga.Trips.Ticket;
import dev.orderly.messaging.saga.Trips.Ticketed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sagas whose question somebody wants asked again.
class RetriedSagaTest {
    private final Office office = new Office();

    @Test
    void what_it_awaits_is_asked_again_with_an_attempt_that_was_never_used() {
        office.start("t-1");
        assertThat(references("t-1")).containsExactly(new SagaRef("t-1", "pay", 2));
        assertThat(office.untilDue("t-1")).isEqualTo(Duration.ofSeconds(20));
        assertThat(office.answer(new Paid("t-1"), "pay", 1))
                .as("an answer to the first is late")
                .isEmpty();
        assertThat(office.answer(new Paid("t-1"), "pay", 2)).containsExactly(new Ticket("t-1"));
    }

    /// A release and what it releases are attempts of one step.
    @Test
    void attempts_of_the_way_forward_are_not_used_again_on_the_way_back() {
        office.start("t-1");
        references("t-1");
        references("t-1");
        office.turnBack("t-1");
        assertThat(office.saga("t-1").attempt()).isEqualTo(1);
        assertThat(references("t-1")).containsExactly(new SagaRef("t-1", "pay", 4));
    }

    @Test
    void one_that_is_stuck_goes_on_and_its_failures_are_forgotten() {
        office.start("bad-1");
        while (office.saga("bad-1").isRunning()) {
            office.fire(office.timer("bad-1").orElseThrow());
        }
        assertThat(references("bad-1")).containsExactly(new SagaRef("bad-1", "pay", 2));
        assertThat(office.saga("bad-1").isRunning()).isTrue();
        assertThat(office.saga("bad-1").failures()).isZero();
        assertThat(office.timer("bad-1")).isPresent();
    }

    @Test
    void one_that_has_moved_on_since_it_was_looked_at_is_left_alone() {
        office.start("t-1");
        var seen = office.saga("t-1");
        office.retry(seen);
        assertThat(office.retry(seen)).isInstanceOf(Ignored.class);
        office.answer(new Paid("t-1"), "pay", 2);
        office.answer(new Ticketed("t-1"), "ticket", 1);
        assertThat(office.saga("t-1").status()).isEqualTo(Status.COMPLETED);
        assertThat(office.retry(office.saga("t-1"))).isInstanceOf(Ignored.class);
        assertThat(office.retry(office.saga("t-none"))).isInstanceOf(Ignored.class);
    }

    /// That its timer fires at once would be no help.
    @Test
    void a_fault_of_ours_changes_nothing() {
        office.start("t-1");
        var retry = SagaRetried.of(office.saga("t-1"));
        var setback = new RetryDecider(Trips.coordinator()).failed(Trips.event(retry), Reason.bug("why"), office);
        assertThat(setback.orElseThrow().happened()).isEmpty();
    }

    @Test
    void what_is_to_be_expected_follows_from_step_and_direction() {
        office.start("t-1");
        assertThat(office.outlook("t-1")).isEqualTo(new Coordinator.Outlook(List.of("Paid"), true, true));
        office.turnBack("t-1");
        assertThat(office.outlook("t-1")).isEqualTo(new Coordinator.Outlook(List.of("Refunded"), false, false));
        office.answer(new Refunded("t-1"), "pay", 1);
        assertThat(office.outlook("t-1")).isEqualTo(new Coordinator.Outlook(List.of(), false, false));
        office.start("t-2");
        office.answer(new Paid("t-2"), "pay", 1);
        assertThat(office.outlook("t-2")).isEqualTo(new Coordinator.Outlook(List.of("Ticketed"), false, false));
    }

    private List<SagaRef> references(String trip) {
        var decision = (Accepted) office.retry(office.saga(trip));
        return decision.messages().stream()
                .map(Outgoing::saga)
                .flatMap(ref -> ref.stream())
                .toList();
    }
}
