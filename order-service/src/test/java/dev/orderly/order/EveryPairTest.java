package dev.orderly.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.saga.SagaState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whatever two things come one after the other, wherever the order stands. The positions are not listed but found: all
/// to which events lead, each by its shortest way.
class EveryPairTest {
    private static final String ORDER = "o-1";
    private static final int MOST_ATTEMPTS = 3;

    @Test
    void what_must_hold_holds_after_every_pair_of_events_at_every_position() {
        var positions = positions();
        for (var way : positions.values()) {
            for (var first : Happening.values()) {
                for (var second : Happening.values()) {
                    holdsAfter(with(with(way, first), second));
                }
            }
        }
    }

    @Test
    void every_position_is_found() {
        assertThat(positions().keySet())
                .contains(
                        "PENDING as yet, none",
                        "PENDING as yet, reserve-credit #1",
                        "PENDING to CANCELLED, reserve-credit #1",
                        "PENDING to REJECTED credit-unanswered, reserve-credit #1",
                        "PENDING to REJECTED credit-unanswered, reserve-credit #2",
                        "CONFIRMED as yet, notify #1",
                        "CONFIRMED as yet, COMPLETED",
                        "CANCELLED to CANCELLED, notify #2",
                        "CANCELLED to CANCELLED, COMPENSATED",
                        "REJECTED to REJECTED out-of-stock, COMPENSATED",
                        "REJECTED to REJECTED insufficient-credit, COMPENSATED",
                        "REJECTED to REJECTED unknown-user, COMPENSATED",
                        "REJECTED as yet, none");
    }

    private static void holdsAfter(List<Happening> events) {
        try {
            Course.withApples(10).comes(ORDER, events).ends(ORDER);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("after " + events + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, List<Happening>> positions() {
        var found = new LinkedHashMap<String, List<Happening>>();
        var open = new ArrayDeque<List<Happening>>();
        open.add(List.of());
        while (!open.isEmpty()) {
            var way = open.poll();
            var desk = Course.withApples(10).comes(ORDER, way).desk();
            if (desk.saga(ORDER).attempt() <= MOST_ATTEMPTS && found.putIfAbsent(position(desk), way) == null) {
                for (var happening : Happening.values()) {
                    open.add(with(way, happening));
                }
            }
        }
        return found;
    }

    private static String position(Desk desk) {
        var order = desk.order(ORDER);
        var turn = order.turn()
                .map(how -> how.to() + (how.to().equals("REJECTED") ? " " + how.reason() : ""))
                .map(to -> "to " + to)
                .orElse("as yet");
        return order.status() + " " + turn + ", " + place(desk.saga(ORDER));
    }

    private static String place(SagaState saga) {
        if (!saga.exists()) {
            return "none";
        }
        return saga.isRunning()
                ? saga.step() + " #" + saga.attempt()
                : saga.status().name();
    }

    private static List<Happening> with(List<Happening> way, Happening next) {
        var longer = new ArrayList<>(way);
        longer.add(next);
        return longer;
    }
}
