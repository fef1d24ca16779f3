package dev.orderly.order;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.UnknownFact;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.schemas.user.UserFact;
import dev.orderly.schemas.user.UserFact.UserDeactivated;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.util.List;

/// The copy of user-events' facts that order-service keeps: who exists and is active, for when users cannot be asked.
final class Customers implements Numbered<Customer> {
    static final Customers CUSTOMERS = new Customers();

    private Customers() {}

    @Override
    public String name() {
        return "customers";
    }

    @Override
    public Customer empty(String userId) {
        return new Customer(userId, "", false, 0);
    }

    @Override
    public boolean numbers(Message fact) {
        return fact instanceof UserFact;
    }

    @Override
    public long version(Customer customer) {
        return customer.version();
    }

    @Override
    public List<String> keys(Message happened) {
        return happened instanceof UserFact || happened instanceof UnknownFact
                ? List.of(happened.subject())
                : List.of();
    }

    @Override
    public Customer evolve(Customer customer, Event<?> happened) {
        var number = happened.sequence();
        return switch (happened.data()) {
            case UserRegistered fact -> new Customer(fact.userId(), fact.currency(), true, number);
            case UserDeactivated fact -> new Customer(fact.userId(), customer.currency(), false, number);
            default -> new Customer(customer.userId(), customer.currency(), customer.active(), number);
        };
    }
}
