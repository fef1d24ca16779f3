package dev.orderly.user;

import static dev.orderly.messaging.consumer.Decision.accepted;
import static dev.orderly.messaging.consumer.Decision.ignored;
import static dev.orderly.messaging.consumer.Decision.refused;
import static dev.orderly.user.Holds.HOLDS;
import static dev.orderly.user.Users.USERS;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import dev.orderly.schemas.user.UserCommand;
import dev.orderly.schemas.user.UserCommand.ChangeEmail;
import dev.orderly.schemas.user.UserCommand.DeactivateUser;
import dev.orderly.schemas.user.UserCommand.DepositCredit;
import dev.orderly.schemas.user.UserCommand.RegisterUser;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;

/// What users are asked for. One who was deactivated changes no more and gets nothing new; what is held for open orders
/// goes its way all the same.
final class UserCommands implements Decider<UserCommand> {
    /// The most that one message may bring.
    static final long AMOUNT_LIMIT = 1_000_000_000_000L;

    @Override
    public List<String> keys(Aggregate<?> kind, Event<? extends UserCommand> command, States states) {
        if (kind.equals(USERS)) {
            return List.of(command.data().userId());
        }
        return switch (command.data()) {
            case ReserveCredit reserve when kind.equals(HOLDS) -> List.of(reserve.orderId());
            case ReleaseCredit release when kind.equals(HOLDS) -> List.of(release.orderId());
            case UserCommand _ -> List.of();
        };
    }

    @Override
    public Decision decide(Event<? extends UserCommand> command, States states) {
        var user = states.get(USERS, command.data().userId());
        var saga = command.envelope().saga();
        return switch (command.data()) {
            case RegisterUser register -> register(user, register);
            case ReserveCredit reserve ->
                new OrderCredit(user, states.get(HOLDS, reserve.orderId()), saga).reserve(reserve);
            case ReleaseCredit release ->
                new OrderCredit(user, states.get(HOLDS, release.orderId()), saga).release(release);
            case ChangeEmail _, DepositCredit _, DeactivateUser _
            when !user.exists() -> refused("unknown-user", "nobody registered this user");
            case DeactivateUser(var userId, var reason) ->
                user.active()
                        ? accepted(new UserDeactivated(userId, reason.orElse("")))
                        : ignored("deactivated before");
            case ChangeEmail _, DepositCredit _
            when !user.active() -> refused("inactive-user", "the user was deactivated");
            case ChangeEmail(var userId, var email) ->
                email.equals(user.email())
                        ? ignored("it is the user's address already")
                        : accepted(new EmailChanged(userId, email));
            case DepositCredit deposit -> deposit(user, deposit.amount());
        };
    }

    /// Compared with the user's registration, not with what became of the user since.
    private static Decision register(User user, RegisterUser register) {
        var registered = new UserRegistered(
                register.userId(), register.name(), register.email(), register.currency(), register.openingCredit());
        if (user.exists()) {
            return registered.equals(user.registration())
                    ? ignored("registered before")
                    : refused("user-exists", "the user was registered with other content");
        }
        return registered.credit() > AMOUNT_LIMIT
                ? refused("limit", "an opening credit is at most " + AMOUNT_LIMIT)
                : accepted(registered);
    }

    private static Decision deposit(User user, long amount) {
        if (amount > AMOUNT_LIMIT) {
            return refused("limit", "a deposit is at most " + AMOUNT_LIMIT);
        }
        return user.balance() + amount > User.BALANCE_LIMIT
                ? refused("limit", "a balance is at most " + User.BALANCE_LIMIT)
                : accepted(user.depositing(amount));
    }
}
