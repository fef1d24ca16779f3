package dev.orderly.user;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;

/// Users by id, each the fold of the user's facts. Of what facts tell, amounts are applied; balances that they also
/// tell follow.
final class Users implements Numbered<User> {
    static final Users USERS = new Users();

    private Users() {}

    @Override
    public String name() {
        return "users";
    }

    @Override
    public User empty(String userId) {
        return User.unknown(userId);
    }

    @Override
    public boolean numbers(Message fact) {
        return fact instanceof UserFact;
    }

    @Override
    public long version(User user) {
        return user.version();
    }

    @Override
    public List<String> keys(Message happened) {
        return happened instanceof UserFact fact ? List.of(fact.userId()) : List.of();
    }

    @Override
    public User evolve(User user, Event<?> happened) {
        return happened.data() instanceof UserFact fact ? evolve(user, fact, happened.sequence()) : user;
    }

    private static User evolve(User user, UserFact fact, long version) {
        return switch (fact) {
            case UserRegistered registered ->
                new User(registered, registered.email(), registered.credit(), 0, true, version);
            case EmailChanged changed ->
                new User(user.registration(), changed.email(), user.balance(), user.reserved(), user.active(), version);
            case CreditDeposited deposited -> withCredit(user, deposited.amount(), 0, version);
            case CreditReserved reserved -> withCredit(user, 0, reserved.amount(), version);
            case CreditReleased released -> withCredit(user, 0, -released.amount(), version);
            case CreditCaptured captured -> withCredit(user, -captured.amount(), -captured.amount(), version);
            case UserDeactivated _ ->
                new User(user.registration(), user.email(), user.balance(), user.reserved(), false, version);
        };
    }

    private static User withCredit(User user, long balanceBy, long reservedBy, long version) {
        var balance = user.balance() + balanceBy;
        var reserved = user.reserved() + reservedBy;
        return new User(user.registration(), user.email(), balance, reserved, user.active(), version);
    }
}
