package dev.orderly.compose.simulation;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.outbox.MemoryLeases;
import dev.orderly.messaging.outbox.MemoryOutbox;
import dev.orderly.messaging.saga.MemoryDeadlines;
import dev.orderly.messaging.service.Told;
import dev.orderly.messaging.service.settings.MailSettings;
import dev.orderly.messaging.service.settings.SagaSettings;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.messaging.store.MemoryStore.Moment;
import dev.orderly.messaging.store.Store;
import dev.orderly.notification.NotificationService;
import dev.orderly.order.OrderService;
import dev.orderly.user.UserEvents;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What outlives the instances of a service: its database. What all share: what its main tells.
final class SimService {

    /// A service as its main tells it; compiling its schemas takes long, so there is one for all seeds.
    record Plan(Told told, Sorting sorting, Publication publication) {
        static Plan of(Told told) {
            return new Plan(
                    told,
                    new Sorting(told.source(), told.subscriptions()),
                    new Publication(told.source(), told.written()));
        }
    }

    /// Nobody is asked there: the worker that sends letters is not made here.
    private static final MailSettings MAIL = new MailSettings(URI.create("smtp://127.0.0.1:1"));

    private static final SagaSettings SAGA = new SagaSettings(Duration.ofSeconds(30), 4);

    static final List<Plan> ALL = Stream.of(
                    Told.of("user-events", UserEvents::tell),
                    Told.of("order-service", duties -> OrderService.tell(duties, SAGA)),
                    Told.of("notification-service", duties -> NotificationService.tell(duties, MAIL)))
            .map(Plan::of)
            .toList();

    final Plan plan;
    final MemoryStore database;
    final Store store;
    final MemoryLeases leases;
    final MemoryOutbox outbox;
    final Deadlines deadlines;

    SimService(Plan plan, InstantSource clock, Consumer<Moment> listener, BadRule rule, Faults faults) {
        this.plan = plan;
        this.database = new MemoryStore(rule::refuses, Duration.ZERO, listener);
        this.store = faults.store().apply(database);
        this.leases = new MemoryLeases(clock);
        this.outbox = new MemoryOutbox(database, leases, faults.remembersGaps());
        this.deadlines = MemoryDeadlines.of(
                plan.told().deadlines(SimKafka.PARTITIONS),
                database,
                plan.told().kinds());
    }

    String name() {
        return plan.told().service();
    }

    /// The ids of the topics that it reads.
    Map<String, UUID> topicIds() {
        return plan.sorting().topics().stream().collect(Collectors.toMap(topic -> topic, SimKafka::id));
    }

    /// Whether the relay has everything.
    boolean isRelayed() {
        var all = database.outbox(1, Long.MAX_VALUE - 1);
        return all.isEmpty() || outbox.cursor() >= all.lastKey();
    }
}
