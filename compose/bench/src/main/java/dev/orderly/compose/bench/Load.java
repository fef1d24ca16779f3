package dev.orderly.compose.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Users and orders as a load: of each ten orders nine are by users with credit, and one by a user with none.
final class Load implements AutoCloseable {
    static final int USERS = 10_000;

    private static final int POOR = 10;

    private final KafkaProducer<String, String> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Load(String kafka) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 5, "batch.size", 131_072),
                new StringSerializer(),
                new StringSerializer());
    }

    void register() {
        for (int user = 0; user < USERS; user++) {
            var credit = user % POOR == 0 ? 0 : 1_000_000_000_000L;
            send("user-commands", "u-" + user, """
                    {"type":"user.register","data":{"userId":"u-%d","name":"User %1$d","email":"u%1$d@example.com",\
                    "openingCredit":%d}}""".formatted(user, credit));
        }
        flush();
    }

    /// @param first number of the first order
    void place(int first, int orders) {
        for (int order = first; order < first + orders; order++) {
            place(order, order % POOR == 0 ? (order * 7919L) % (USERS / POOR) * POOR : paying(order));
        }
        flush();
    }

    /// One order by a user with credit, which may be under way still.
    void placePaid(int order) {
        place(order, paying(order));
    }

    private void place(int order, long user) {
        send("order-commands", "o-" + order, """
                {"type":"order.place","data":{"orderId":"o-%d","userId":"u-%d",\
                "lines":[{"sku":"s-%d","quantity":2,"unitPrice":1250},{"sku":"s-%d","quantity":1,"unitPrice":399}]}}""".formatted(order, user, order % 97, order % 89));
    }

    void deposit(int deposits) {
        for (int i = 0; i < deposits; i++) {
            send("user-commands", "u-" + i % USERS, """
                    {"type":"user.deposit-credit","data":{"userId":"u-%d","amount":1}}""".formatted(i % USERS));
        }
        flush();
    }

    private static long paying(int order) {
        var user = order * 7919L % USERS;
        return user % POOR == 0 ? user + 1 : user;
    }

    private void send(String topic, String key, String value) {
        var _ = producer.send(new ProducerRecord<>(topic, key, value), (_, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private void flush() {
        producer.flush();
        var failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the load could not be produced", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
