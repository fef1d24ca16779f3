package dev.orderly.user;

import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.RejectReason;
import dev.orderly.schemas.user.UserCommand;
import dev.orderly.schemas.user.UserCommand.ChangeEmail;
import dev.orderly.schemas.user.UserCommand.DeactivateUser;
import dev.orderly.schemas.user.UserCommand.DepositCredit;
import dev.orderly.schemas.user.UserCommand.RegisterUser;
import dev.orderly.schemas.user.UserCommand.ReleaseCredit;
import dev.orderly.schemas.user.UserCommand.ReserveCredit;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.EmailChanged;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Messages about few users and few orders, so that they meet; amounts are small, or at the limits, or beyond.
record RandomMessages(Random random) {
    static final List<String> USER_IDS = List.of("ada", "bob", "eve");
    static final List<String> ORDER_IDS =
            IntStream.range(0, 15).mapToObj(i -> "o-" + i).toList();
    private static final List<Long> AMOUNTS =
            List.of(0L, 1L, 7L, 60L, 100L, 1_000_000_000_000L, 1_000_000_000_000_000L, Long.MAX_VALUE);
    private static final List<String> CURRENCIES = List.of("EUR", "EUR", "EUR", "EUR", "EUR", "USD");

    UserCommand command() {
        var user = user();
        return switch (random.nextInt(12)) {
            case 0, 1 -> new RegisterUser(user, "N", "n@example.com", currency(), amount());
            case 2 -> new ChangeEmail(user, random.nextInt(3) + "@example.com");
            case 3, 4, 5 -> new DepositCredit(user, Math.max(1, amount()));
            case 6 -> new DeactivateUser(user, Optional.empty());
            case 7 -> new ReleaseCredit(user, order());
            default -> new ReserveCredit(user, order(), amount(), currency());
        };
    }

    UserFact fact() {
        var user = user();
        return switch (random.nextInt(6)) {
            case 0 -> new UserRegistered(user, "N", "n@example.com", currency(), amount());
            case 1 -> new EmailChanged(user, random.nextInt(3) + "@example.com");
            case 2 -> new CreditDeposited(user, Math.max(1, amount()), amount());
            case 3 -> new CreditReserved(user, order(), amount(), 0);
            case 4 -> new CreditReleased(user, order(), amount(), 0);
            default -> new CreditCaptured(user, order(), amount(), 0);
        };
    }

    OrderFact ending() {
        var user = user();
        return switch (random.nextInt(4)) {
            case 0 -> new OrderRejected(order(), user, RejectReason.LIMIT, "");
            case 1 -> new OrderCancelled(order(), user, "");
            default -> new OrderConfirmed(order(), user, "EUR", amount());
        };
    }

    private String user() {
        return any(USER_IDS);
    }

    private String order() {
        return any(ORDER_IDS);
    }

    private long amount() {
        return any(AMOUNTS);
    }

    private String currency() {
        return any(CURRENCIES);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
