package dev.orderly.user;

import static dev.orderly.schemas.Topics.ORDER_EVENTS;
import static dev.orderly.schemas.Topics.ORDER_REPLIES;
import static dev.orderly.schemas.Topics.USER_COMMANDS;
import static dev.orderly.schemas.Topics.USER_EVENTS;

import dev.orderly.messaging.service.Duties;
import dev.orderly.messaging.service.Service;

/// Keeps users and their credit. Start reading here.
public final class UserEvents {
    private UserEvents() {}

    static void main(String[] args) {
        service().run(args);
    }

    static Service service() {
        return Service.named("user-events", 8081, "Keeps users and their credit.")
                .doing((duties, _) -> tell(duties));
    }

    /// All that it does. Holds are locked first: from them follows whose credit an order that ended is about.
    public static void tell(Duties duties) {
        duties.writes(USER_EVENTS, ORDER_REPLIES)
                .holds(HoldsTable.TABLE, UsersTable.TABLE)
                .decides(USER_COMMANDS, new UserCommands())
                .adopts(USER_EVENTS, new ForeignFacts())
                .heeds(ORDER_EVENTS, "order-service", new OrderEndings())
                .recollects(new CreditRecollection())
                .answers("/users/{userId}", GetUser::new);
    }
}
