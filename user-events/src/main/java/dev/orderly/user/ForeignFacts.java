package dev.orderly.user;

import static dev.orderly.user.Users.USERS;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Unhandleable;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.user.UserCommand;
import dev.orderly.schemas.user.UserCommand.ChangeEmail;
import dev.orderly.schemas.user.UserCommand.DeactivateUser;
import dev.orderly.schemas.user.UserCommand.DepositCredit;
import dev.orderly.schemas.user.UserCommand.RegisterUser;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;
import java.util.Optional;

/// Facts about users that others wrote, say by hand: adopted as if they had been commanded, with a fact of ours to
/// follow. What they say of balances is not believed, and of holds not at all.
final class ForeignFacts implements Decider<UserFact> {
    private final UserCommands commands = new UserCommands();

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends UserFact> fact, States states) {
        return kind.equals(USERS) ? List.of(fact.data().userId()) : List.of();
    }

    @Override
    public Decision decide(Event<? extends UserFact> fact, States states) {
        return switch (fact.data()) {
            case UserRegistered(var userId, var name, var email, var currency, var credit) ->
                commanded(fact, new RegisterUser(userId, name, email, currency, credit), states);
            case EmailChanged(var userId, var email) -> commanded(fact, new ChangeEmail(userId, email), states);
            case CreditDeposited deposited ->
                commanded(fact, new DepositCredit(deposited.userId(), deposited.amount()), states);
            case UserDeactivated(var userId, var reason) ->
                commanded(fact, new DeactivateUser(userId, Optional.of(reason)), states);
            case CreditReserved _, CreditReleased _, CreditCaptured _ ->
                new Unhandleable(Reason.foreign(
                        "user-events alone says what is held; send credit.reserve or credit.release to user-commands"));
        };
    }

    private Decision commanded(Event<? extends UserFact> fact, UserCommand command, States states) {
        return commands.decide(new Event<>(fact.envelope(), command), states);
    }
}
