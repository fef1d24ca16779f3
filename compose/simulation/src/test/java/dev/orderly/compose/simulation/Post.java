package dev.orderly.compose.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Ids;
import dev.orderly.notification.SimulatedPostman;
import dev.orderly.schemas.notification.NotificationFact.NotificationRequested;
import dev.orderly.schemas.order.OrderFact.OrderRejected;
import dev.orderly.schemas.order.RejectReason;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which letters there must be, and how often each may have been taken by the mail server.
final class Post {
    private Post() {}

    static void check(World world, Map<String, String> ends, List<Event<?>> orders, List<Event<?>> users) {
        var due = new HashSet<String>();
        var toNobody = strangers(orders);
        ends.forEach((order, end) -> {
            if (!toNobody.contains(order)) {
                due.add(Ids.notification("order-" + end.toLowerCase(Locale.ROOT), order)
                        .toString());
            }
        });
        users.stream()
                .filter(fact -> fact.type().equals("user.registered"))
                .forEach(fact ->
                        due.add(Ids.notification("welcome", fact.subject()).toString()));
        var asked = Streams.of(world.kafka, "notification-events", "/orderly/notification-service").stream()
                .filter(fact -> fact.data() instanceof NotificationRequested)
                .map(fact -> ((NotificationRequested) fact.data()).notificationId())
                .toList();
        assertThat(asked).as("one letter for each occasion").containsExactlyInAnyOrderElementsOf(due);
        var taken = world.mail.taken();
        SimulatedPostman.statuses(world.services.getLast().database).forEach((letter, status) -> {
            var times = taken.getOrDefault(letter, 0);
            switch (status) {
                case "SENT" -> assertThat(times).as("letter %s is sent", letter).isOne();
                case "UNCERTAIN" ->
                    assertThat(times).as("letter %s is uncertain", letter).isLessThan(2);
                default ->
                    assertThat(times).as("letter %s is %s", letter, status).isZero();
            }
        });
    }

    private static Set<String> strangers(List<Event<?>> orders) {
        var strangers = new HashSet<String>();
        for (var fact : orders) {
            if (fact.data() instanceof OrderRejected rejected && rejected.reason() == RejectReason.UNKNOWN_USER) {
                strangers.add(rejected.orderId());
            }
        }
        return strangers;
    }
}
