package dev.orderly.user;

import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import dev.orderly.user.Hold.Held;

/// A user and the credit of a user, in minor units of one currency.
///
/// @param registration as it was in the beginning: tells whether a later one says the same
/// @param email where letters go now
/// @param reserved the part of the balance that is held for orders
/// @param version the `sequence` of the last fact; 0 for a user whom nobody registered
record User(UserRegistered registration, String email, long balance, long reserved, boolean active, long version) {
    /// The most that a balance may come to.
    static final long BALANCE_LIMIT = 1_000_000_000_000_000L;

    User {
        if (reserved < 0 || balance < reserved) {
            throw new IllegalStateException("credit must stay 0 <= reserved <= balance");
        }
    }

    static User unknown(String userId) {
        return new User(new UserRegistered(userId, "", "", "", 0), "", 0, 0, false, 0);
    }

    String userId() {
        return registration.userId();
    }

    String name() {
        return registration.name();
    }

    String currency() {
        return registration.currency();
    }

    boolean exists() {
        return version > 0;
    }

    long available() {
        return balance - reserved;
    }

    CreditDeposited depositing(long amount) {
        return new CreditDeposited(userId(), amount, balance + amount);
    }

    CreditReserved reserving(String orderId, long amount) {
        return new CreditReserved(userId(), orderId, amount, available() - amount);
    }

    CreditReleased releasing(Held held) {
        return new CreditReleased(userId(), held.orderId(), held.amount(), available() + held.amount());
    }

    CreditCaptured capturing(Held held) {
        return new CreditCaptured(userId(), held.orderId(), held.amount(), balance - held.amount());
    }
}
