package dev.orderly.user;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.ignored;
import static dev.orderly.messaging.consumer.Decision.refused;
import static dev.orderly.schemas.order.DenyReason.CURRENCY_MISMATCH;
import static dev.orderly.schemas.order.DenyReason.INACTIVE_USER;
import static dev.orderly.schemas.order.DenyReason.INSUFFICIENT_CREDIT;
import static dev.orderly.schemas.order.DenyReason.LIMIT;
import static dev.orderly.schemas.order.DenyReason.ORDER_ENDED;
import static dev.orderly.schemas.order.DenyReason.UNKNOWN_USER;

import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.schemas.order.DenyReason;
import dev.orderly.schemas.order.OrderReply;
import dev.orderly.schemas.order.OrderReply.CreditDeniedReply;
import dev.orderly.schemas.order.OrderReply.CreditReleasedReply;
import dev.orderly.schemas.order.OrderReply.CreditReservedReply;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.user.Hold.Captured;
import dev.orderly.user.Hold.Held;
import dev.orderly.user.Hold.None;
import dev.orderly.user.Hold.Released;
import java.util.Optional;

/// What is asked for the credit of one order. What stands decides first, so that asking again is always safe; every
/// question is answered.
///
/// @param user who is asked to pay
/// @param saga the step that asks, which the answer names
record OrderCredit(User user, Hold hold, Optional<SagaRef> saga) {
    /// The most that an order's total may come to.
    static final long TOTAL_LIMIT = 1_000_000_000_000_000L;

    Decision reserve(ReserveCredit asked) {
        return switch (hold) {
            case Held(var _, var userId, var amount)
            when isTheSame(asked, userId, amount) -> ignored("held before", reserved(asked));
            case Captured(var _, var userId, var amount)
            when isTheSame(asked, userId, amount) -> ignored("captured before", reserved(asked));
            case Held _, Captured _ ->
                denied(asked, ORDER_ENDED, "another user, or another amount, pays for the order");
            case Released _ -> denied(asked, ORDER_ENDED, "the order ended, or its credit was released");
            case None _ -> reserveFirst(asked);
        };
    }

    /// Else whoever asks would be told that an amount is there that nobody holds.
    private static boolean isTheSame(ReserveCredit asked, String userId, long amount) {
        return asked.userId().equals(userId) && asked.amount() == amount;
    }

    private Decision reserveFirst(ReserveCredit asked) {
        if (!user.exists()) {
            return denied(asked, UNKNOWN_USER, "nobody registered this user");
        }
        if (!user.active()) {
            return denied(asked, INACTIVE_USER, "the user was deactivated");
        }
        if (!user.currency().equals(asked.currency())) {
            return denied(asked, CURRENCY_MISMATCH, "the user's credit is in " + user.currency());
        }
        if (asked.amount() > TOTAL_LIMIT) {
            return denied(asked, LIMIT, "a total is at most " + TOTAL_LIMIT);
        }
        if (asked.amount() > user.available()) {
            return denied(asked, INSUFFICIENT_CREDIT, "less than the amount is available");
        }
        return accepted(user.reserving(asked.orderId(), asked.amount())).sending(reserved(asked));
    }

    /// Looks at the order only: one that nobody holds credit for is barred whether or not the user is known, since a
    /// release that overtakes its reserve, and the user's registration, wins, too.
    Decision release(ReleaseCredit asked) {
        return switch (hold) {
            case None(var orderId) -> accepted(new OrderBarred(orderId)).sending(released(asked, 0));
            case Held held
            when held.userId().equals(asked.userId()) ->
                accepted(user.releasing(held)).sending(released(asked, held.amount()));
            case Held _ -> refused("other-user", "another user pays for the order", released(asked, 0));
            case Released _ -> ignored("nothing is held", released(asked, 0));
            case Captured _ -> ignored("captured credit stays captured", released(asked, 0));
        };
    }

    private Outgoing reserved(ReserveCredit asked) {
        return answer(new CreditReservedReply(asked.userId(), asked.orderId()));
    }

    private Outgoing released(ReleaseCredit asked, long amount) {
        return answer(new CreditReleasedReply(asked.userId(), asked.orderId(), amount));
    }

    private Decision denied(ReserveCredit asked, DenyReason reason, String detail) {
        var denial = new CreditDeniedReply(asked.userId(), asked.orderId(), reason);
        return refused(reason.toString(), detail, answer(denial));
    }

    private Outgoing answer(OrderReply reply) {
        return new Outgoing(reply, saga);
    }
}
