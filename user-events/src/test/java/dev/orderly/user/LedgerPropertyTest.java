package dev.orderly.user;

import static dev.orderly.user.RandomMessages.ORDER_IDS;
import static dev.orderly.user.RandomMessages.USER_IDS;
import static dev.orderly.user.Users.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import dev.orderly.user.Hold.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in whatever order, the credit adds up and the facts tell all of it. A seed that failed is kept here.
class LedgerPropertyTest {
    private static final int STORIES = 300;
    private static final int MESSAGES = 120;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_26, 31_337})
    void credit_adds_up_and_facts_tell_all_of_it(long seed) {
        for (int story = 0; story < STORIES; story++) {
            var messages = new RandomMessages(new Random(seed * STORIES + story));
            var ledger = new Ledger();
            var ends = new ArrayList<OrderFact>();
            for (int i = 0; i < MESSAGES; i++) {
                tell(ledger, messages, ends);
                assertAddsUp(ledger);
            }
            finish(ledger, ends);
            assertGapless(ledger);
            assertThat(recovered(ledger.facts(), ends).rows()).isEqualTo(ledger.rows());
        }
    }

    private static void tell(Ledger ledger, RandomMessages messages, List<OrderFact> ends) {
        switch (messages.random().nextInt(10)) {
            case 0 -> ledger.decide(new ForeignFacts(), messages.fact(), Optional.empty());
            case 1, 2, 3 -> {
                ends.add(messages.ending());
                ledger.decide(new OrderEndings(), ends.getLast(), Optional.empty());
            }
            default -> ledger.decide(new UserCommands(), messages.command(), Optional.empty());
        }
        if (!ledger.facts().isEmpty()) {
            assertTellsWhatIsLeft((UserFact) ledger.facts().getLast().data(), ledger);
        }
    }

    private static void assertAddsUp(Ledger ledger) {
        for (var userId : USER_IDS) {
            var user = ledger.user(userId);
            var held = ORDER_IDS.stream()
                    .map(ledger::hold)
                    .filter(hold -> hold instanceof Held h && h.userId().equals(userId))
                    .mapToLong(hold -> ((Held) hold).amount())
                    .sum();
            assertThat(user.reserved()).isEqualTo(held).isNotNegative();
            assertThat(user.available()).isNotNegative();
            assertThat(user.available() + user.reserved()).isEqualTo(user.balance());
            assertThat(user.balance()).isBetween(0L, User.BALANCE_LIMIT);
        }
    }

    private static void assertTellsWhatIsLeft(UserFact fact, Ledger ledger) {
        var user = ledger.user(fact.userId());
        switch (fact) {
            case UserRegistered registered -> assertThat(registered.credit()).isEqualTo(user.balance());
            case CreditDeposited deposited -> assertThat(deposited.balance()).isEqualTo(user.balance());
            case CreditReserved reserved -> assertThat(reserved.available()).isEqualTo(user.available());
            case CreditReleased released -> assertThat(released.available()).isEqualTo(user.available());
            case CreditCaptured captured -> assertThat(captured.balance()).isEqualTo(user.balance());
            case EmailChanged changed -> assertThat(changed.email()).isEqualTo(user.email());
            case UserDeactivated _ -> assertThat(user.active()).isFalse();
        }
    }

    /// Every order comes to an end, as every saga does: what is turned back with nothing held is told by that alone.
    private static void finish(Ledger ledger, List<OrderFact> ends) {
        for (var orderId : ORDER_IDS) {
            var end = new OrderCancelled(orderId, "ada", "");
            ends.add(end);
            ledger.decide(new OrderEndings(), end, Optional.empty());
        }
    }

    private static void assertGapless(Ledger ledger) {
        for (var userId : USER_IDS) {
            var numbers = ledger.facts().stream()
                    .filter(fact -> fact.subject().equals(userId))
                    .map(Event::sequence)
                    .toList();
            assertThat(numbers)
                    .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
            assertThat(USERS.version(ledger.user(userId))).isEqualTo(numbers.size());
        }
    }

    /// What a service that lost its database makes of the topics: its own facts, and which orders were turned back.
    private static Ledger recovered(List<Event<?>> facts, List<OrderFact> ends) {
        var ledger = new Ledger();
        facts.forEach(ledger::fold);
        ends.stream()
                .filter(end -> !(end instanceof OrderConfirmed))
                .forEach(end -> ledger.happen(new OrderBarred(end.subject())));
        return ledger;
    }
}
