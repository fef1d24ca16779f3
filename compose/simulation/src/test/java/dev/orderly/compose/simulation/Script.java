package dev.orderly.compose.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// What people type, in an order that the seed decides: some of it twice, some of it wrong.
final class Script {
    private static final List<String> USERS = List.of("ada", "bob", "cyd");
    private static final List<String> SKUS = List.of("pen", "ink");

    private record Line(String topic, String key, String value) {}

    private final Chaos chaos;
    private final List<Line> lines = new ArrayList<>();
    private int count;

    Script(Chaos chaos) {
        this.chaos = chaos;
        for (var user : USERS) {
            add(0, "user-commands", user, "user.register", """
                    "userId":"%s","name":"%1$s","email":"%1$s@example.org","openingCredit":%d""".formatted(user, 10L * chaos.upTo(60)));
        }
        for (var sku : SKUS) {
            add(0, "order-commands", sku, "stock.set", """
                    "sku":"%s","quantity":%d""".formatted(sku, chaos.upTo(12)));
        }
        for (int order = 0; order < 4 + chaos.upTo(4); order++) {
            order("o" + order);
        }
        for (int i = chaos.upTo(4); i > 0; i--) {
            other();
        }
        for (int i = chaos.upTo(5); i > 0; i--) {
            lines.add(chaos.upTo(lines.size() - 1), chaos.oneOf(lines)); // typed twice, or sent twice
        }
    }

    private void order(String id) {
        var user = chaos.upTo(9) == 0 ? "nobody" : chaos.oneOf(USERS);
        var items = new ArrayList<String>();
        for (int i = chaos.upTo(2); i >= 0; i--) {
            items.add("""
                    {"sku":"%s","quantity":%d,"unitPrice":%d}""".formatted(
                            chaos.upTo(4) == 0 ? "tea" : chaos.oneOf(SKUS), 1 + chaos.upTo(3), 10L * chaos.upTo(12)));
        }
        add(3, "order-commands", id, "order.place", """
                "orderId":"%s","userId":"%s","lines":[%s]""".formatted(id, user, String.join(",", items)));
        if (chaos.upTo(3) == 0) {
            add(5, "order-commands", id, "order.cancel", """
                    "orderId":"%s\"""".formatted(id));
        }
    }

    private void other() {
        var user = chaos.oneOf(USERS);
        switch (chaos.upTo(8)) {
            case 0 -> add(3, "user-commands", user, "user.deposit-credit", """
                        "userId":"%s","amount":%d""".formatted(user, 1 + chaos.upTo(500)));
            case 1 -> add(3, "user-events", user, "user.credit-deposited", """
                        "userId":"%s","amount":%d,"balance":0""".formatted(user, 1 + chaos.upTo(500)));
            case 2 -> add(3, "user-commands", user, "user.change-email", """
                        "userId":"%s","email":"new-%1$s@example.org\"""".formatted(user));
            case 3 ->
                lines.add(new Line(chaos.oneOf(List.of("user-commands", "order-commands", "user-events")), user, "{"));
            case 4 -> add(3, "order-commands", "pen", "stock.set", """
                        "sku":"pen","quantity":%d""".formatted(chaos.upTo(12)));
            case 5 -> // nobody else says what is held
                lines.add(new Line("user-events", user, """
                        {"type":"user.credit-reserved","sequence":"9","data":{"userId":"%s","orderId":"o0","amount":1,"available":1}}""".formatted(user)));
            case 6 -> { // two who count from 1
                var id = "one-" + user;
                lines.add(new Line("user-events", user, """
                        {"id":"%s","type":"user.credit-deposited","data":{"userId":"%s","amount":%d,"balance":0}}""".formatted(id, user, 1 + chaos.upTo(500))));
                lines.add(new Line("user-commands", user, """
                        {"id":"%s","type":"user.deposit-credit","data":{"userId":"%s","amount":%d}}""".formatted(id, user, 1 + chaos.upTo(500))));
            }
            case 7 -> add(5, "order-commands", "o0", "order.cancel", """
                        "orderId":"o0","reason":"%s\"""".formatted("why ".repeat(600)));
            default -> add(3, "user-commands", user, "user.deactivate", """
                        "userId":"%s\"""".formatted(user));
        }
    }

    /// @param earliest how many lines stand before it, at least
    private void add(int earliest, String topic, String key, String type, String data) {
        var value = """
                {"id":"line-%d","type":"%s","data":{%s}}""".formatted(count++, type, data);
        var at = Math.min(lines.size(), earliest + chaos.upTo(lines.size()));
        lines.add(at, new Line(topic, key, value));
    }

    boolean isOver() {
        return lines.isEmpty();
    }

    void typeNext(SimKafka kafka) {
        var line = lines.removeFirst();
        var key = line.key().getBytes(StandardCharsets.UTF_8);
        kafka.append(
                SimKafka.partition(line.topic(), key),
                key,
                line.value().getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }
}
