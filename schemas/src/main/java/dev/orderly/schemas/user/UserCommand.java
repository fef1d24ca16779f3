package dev.orderly.schemas.user;

import dev.orderly.messaging.event.Message;
import java.util.Optional;

/// What may be asked of a user. Amounts are in minor units (cents) and may be beyond what the decider grants.
public sealed interface UserCommand extends Message {

    String userId();

    @Override
    default String subject() {
        return userId();
    }

    /// `user.register`.
    ///
    /// @param currency ISO-4217; `EUR` where the message leaves it out
    /// @param openingCredit 0 where the message leaves it out
    record RegisterUser(String userId, String name, String email, String currency, long openingCredit)
            implements UserCommand {}

    /// `user.change-email`.
    record ChangeEmail(String userId, String email) implements UserCommand {}

    /// `user.deposit-credit`.
    ///
    /// @param amount above 0
    record DepositCredit(String userId, long amount) implements UserCommand {}

    /// `user.deactivate`.
    record DeactivateUser(String userId, Optional<String> reason) implements UserCommand {}

    /// `credit.reserve`: answered by a {@link dev.orderly.schemas.order.OrderReply}, however often it is asked.
    ///
    /// @param amount 0 or more
    record ReserveCredit(String userId, String orderId, long amount, String currency) implements UserCommand {
        @Override
        public String about() {
            return "order " + orderId;
        }
    }

    /// `credit.release`: give back what is held for the order, and hold nothing for it from now on.
    record ReleaseCredit(String userId, String orderId) implements UserCommand {
        @Override
        public String about() {
            return "order " + orderId;
        }
    }
}
