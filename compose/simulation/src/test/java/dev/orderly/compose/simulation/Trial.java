package dev.orderly.compose.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.saga.SagaState;
import java.util.ArrayList;
import java.util.List;

/// One seed from its beginning to the verdict.
final class Trial {
    private Trial() {}

    static void of(long seed, Faults faults) {
        var world = new World(seed, faults);
        world.run();
        check(world);
        var before = Folds.snapshot(world);
        if (world.chaos.flips()) {
            world.services.forEach(service -> service.database.dropIdentities());
        }
        world.rerun();
        assertThat(Folds.snapshot(world)).as("after a second reading").isEqualTo(before);
    }

    private static void check(World world) {
        var users = Streams.of(world.kafka, "user-events", "/orderly/user-events");
        var orders = Streams.of(world.kafka, "order-events", "/orderly/order-service");
        var letters = Streams.of(world.kafka, "notification-events", "/orderly/notification-service");
        var all = new ArrayList<Event<?>>(users);
        all.addAll(orders);
        all.addAll(letters);
        var books = new Books(all);
        books.close();
        assertThat(books.ends().keySet()).as("orders that were asked for").containsAll(Streams.askedFor(world.kafka));
        Folds.check(world, all);
        Post.check(world, books.ends(), orders, users);
        for (var service : world.services) {
            assertThat(Rest.sagas(service))
                    .as("sagas")
                    .extracting(SagaState::status)
                    .doesNotContain(SagaState.Status.STUCK, SagaState.Status.RUNNING);
            assertThat(service.database.waiting())
                    .as("%s waits for", service.name())
                    .isEmpty();
            assertThat(service.database.deadLetters())
                    .as("dead letters of %s", service.name())
                    .extracting(letter -> letter.reason().code())
                    .isSubsetOf(List.of("json", "id-reused", "foreign"));
        }
    }
}
