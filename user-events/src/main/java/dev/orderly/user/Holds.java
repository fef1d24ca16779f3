package dev.orderly.user;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import dev.orderly.user.Hold.Captured;
import dev.orderly.user.Hold.Held;
import dev.orderly.user.Hold.None;
import dev.orderly.user.Hold.Released;
import java.util.List;

/// Holds by order id, each the fold of what happened to the order's credit.
final class Holds implements Aggregate<Hold> {
    static final Holds HOLDS = new Holds();

    private Holds() {}

    @Override
    public String name() {
        return "holds";
    }

    @Override
    public Hold empty(String orderId) {
        return new None(orderId);
    }

    @Override
    public List<String> keys(Message happened) {
        return switch (happened) {
            case OrderBarred(var orderId) -> List.of(orderId);
            case UserFact fact -> orders(fact);
            default -> List.of();
        };
    }

    private static List<String> orders(UserFact fact) {
        return switch (fact) {
            case CreditReserved reserved -> List.of(reserved.orderId());
            case CreditReleased released -> List.of(released.orderId());
            case CreditCaptured captured -> List.of(captured.orderId());
            case UserRegistered _, EmailChanged _, CreditDeposited _, UserDeactivated _ -> List.of();
        };
    }

    @Override
    public Hold evolve(Hold hold, Event<?> happened) {
        return switch (happened.data()) {
            case OrderBarred(var orderId) -> hold instanceof None ? new Released(orderId) : hold;
            case UserFact fact -> evolve(hold, fact);
            default -> hold;
        };
    }

    private static Hold evolve(Hold hold, UserFact fact) {
        return switch (fact) {
            case CreditReserved reserved -> new Held(reserved.orderId(), reserved.userId(), reserved.amount());
            case CreditReleased released -> new Released(released.orderId());
            case CreditCaptured captured -> new Captured(captured.orderId(), captured.userId(), captured.amount());
            case UserRegistered _, EmailChanged _, CreditDeposited _, UserDeactivated _ -> hold;
        };
    }
}
