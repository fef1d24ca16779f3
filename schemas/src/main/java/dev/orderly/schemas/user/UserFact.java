package dev.orderly.schemas.user;

import dev.orderly.messaging.event.Fact;

/// What happened to a user. Always `available + reserved = balance`, and none of them is below 0.
public sealed interface UserFact extends Fact {

    String userId();

    @Override
    default String subject() {
        return userId();
    }

    /// `user.registered`.
    ///
    /// @param credit the opening credit, which is the first balance
    record UserRegistered(String userId, String name, String email, String currency, long credit) implements UserFact {}

    /// `user.email-changed`.
    record EmailChanged(String userId, String email) implements UserFact {}

    /// `user.credit-deposited`.
    ///
    /// @param balance after the deposit; 0 where a foreign fact leaves it out, since only the owner's is believed
    record CreditDeposited(String userId, long amount, long balance) implements UserFact {}

    /// `user.credit-reserved`.
    ///
    /// @param available what is left to reserve, afterwards
    record CreditReserved(String userId, String orderId, long amount, long available) implements UserFact {
        @Override
        public String about() {
            return "order " + orderId;
        }
    }

    /// `user.credit-released`.
    ///
    /// @param available what is left to reserve, afterwards
    record CreditReleased(String userId, String orderId, long amount, long available) implements UserFact {
        @Override
        public String about() {
            return "order " + orderId;
        }
    }

    /// `user.credit-captured`: what was reserved is spent.
    ///
    /// @param balance afterwards
    record CreditCaptured(String userId, String orderId, long amount, long balance) implements UserFact {
        @Override
        public String about() {
            return "order " + orderId;
        }
    }

    /// `user.deactivated`.
    ///
    /// @param reason empty where none was given
    record UserDeactivated(String userId, String reason) implements UserFact {}
}
