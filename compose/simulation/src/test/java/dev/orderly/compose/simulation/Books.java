package dev.orderly.compose.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderFact.OrderCancelled;
import dev.orderly.schemas.order.OrderFact.OrderConfirmed;
import dev.orderly.schemas.order.OrderFact.OrderPlaced;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.order.OrderFact.StockReserved;
import dev.orderly.schemas.order.OrderFact.StockSet;
import dev.orderly.schemas.user.UserFact.CreditCaptured;
import dev.orderly.schemas.user.UserFact.CreditDeposited;
import dev.orderly.schemas.user.UserFact.CreditReleased;
import dev.orderly.schemas.user.UserFact.CreditReserved;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Money and stock, kept a second time from what the facts say.
final class Books {
    private final Map<String, Long> balance = new HashMap<>();
    private final Map<String, Long> reserved = new HashMap<>();
    private final Map<String, Long> captured = new HashMap<>();
    private final Map<String, Long> available = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private final Map<String, Long> confirmed = new HashMap<>();
    private final Set<String> placed = new HashSet<>();
    private final Map<String, String> ends = new HashMap<>();

    /// @param facts of users and of orders, each once, those of one aggregate in order
    Books(List<Event<?>> facts) {
        facts.forEach(this::enter);
    }

    private void enter(Event<?> fact) {
        switch (fact.data()) {
            case UserRegistered f -> balance.put(f.userId(), f.credit());
            case CreditDeposited f ->
                assertThat(balance.merge(f.userId(), f.amount(), Long::sum))
                        .as("%s", f)
                        .isEqualTo(f.balance());
            case CreditReserved f -> {
                reserved.merge(f.userId(), f.amount(), Long::sum);
                assertThat(f.available())
                        .as("%s", f)
                        .isEqualTo(available(f.userId()))
                        .isNotNegative();
            }
            case CreditReleased f -> {
                reserved.merge(f.userId(), -f.amount(), Long::sum);
                assertThat(f.available())
                        .as("%s", f)
                        .isEqualTo(available(f.userId()))
                        .isNotNegative();
            }
            case CreditCaptured f -> {
                reserved.merge(f.userId(), -f.amount(), Long::sum);
                assertThat(balance.merge(f.userId(), -f.amount(), Long::sum))
                        .as("%s", f)
                        .isEqualTo(f.balance());
                assertThat(captured.put(f.orderId(), f.amount())).isNull(); // captured once
            }
            case OrderFact.OfStock f -> enter(f);
            case OrderPlaced f -> placed.add(f.orderId());
            case OrderConfirmed f -> {
                ends(f.orderId(), "CONFIRMED");
                confirmed.put(f.orderId(), f.total());
            }
            case OrderRejected f -> ends(f.orderId(), "REJECTED");
            case OrderCancelled f -> ends(f.orderId(), "CANCELLED");
            default -> {}
        }
    }

    private void enter(OrderFact.OfStock fact) {
        switch (fact) {
            case StockSet f -> available.put(f.sku(), f.quantity());
            case StockReserved f -> {
                held.merge(f.orderId() + f.sku(), f.quantity(), Long::sum);
                assertThat(available.merge(f.sku(), -f.quantity(), Long::sum))
                        .as("%s", f)
                        .isEqualTo(f.available())
                        .isNotNegative();
            }
            case StockReleased f -> {
                held.merge(f.orderId() + f.sku(), -f.quantity(), Long::sum);
                assertThat(available.merge(f.sku(), f.quantity(), Long::sum))
                        .as("%s", f)
                        .isEqualTo(f.available());
            }
        }
    }

    private void ends(String order, String how) {
        assertThat(ends.put(order, how)).as("%s ends once", order).isNull();
    }

    private long available(String user) {
        return balance.get(user) - reserved.get(user);
    }

    /// To be asked when all orders have ended.
    void close() {
        assertThat(ends.keySet()).as("every order ended").containsAll(placed);
        assertThat(reserved.values()).as("no credit is held any more").allMatch(amount -> amount == 0);
        assertThat(captured).as("captured is what was confirmed").isEqualTo(confirmed);
        held.forEach((of, quantity) -> {
            var order = placed.stream().filter(of::startsWith).findFirst().orElseThrow();
            assertThat(quantity)
                    .as("stock held for %s, which is %s", order, ends.get(order))
                    .satisfies(q -> assertThat(q > 0).isEqualTo(ends.get(order).equals("CONFIRMED")));
        });
    }

    Map<String, String> ends() {
        return ends;
    }
}
