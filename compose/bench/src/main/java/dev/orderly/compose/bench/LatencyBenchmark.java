package dev.orderly.compose.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// How long orders take that are placed while somebody replays a topic, beside how long they take without: from
/// `order.place`, sent to Kafka, to `order.confirmed`, read from it.
final class LatencyBenchmark {
    private static final int PAIRS = 3;
    private static final int A_SECOND = 100;
    private static final int SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningSystem system;
    private final Load load;
    private final ServiceCommands commands;

    LatencyBenchmark(RunningSystem system, Load load, ServiceCommands commands) {
        this.system = system;
        this.load = load;
        this.commands = commands;
    }

    /// In milliseconds.
    private record Latency(double median, double p99) {
        static Latency of(List<Long> nanos) {
            var sorted = nanos.stream().sorted().toList();
            return new Latency(sorted.get(sorted.size() / 2) / 1e6, sorted.get(sorted.size() * 99 / 100) / 1e6);
        }
    }

    /// @param first number of the first order
    void run(int first) throws Exception {
        var alone = new ArrayList<Latency>();
        var beside = new ArrayList<Latency>();
        var next = first;
        place(next, SECONDS * A_SECOND); // compiles what is not yet
        next += SECONDS * A_SECOND;
        for (int i = 0; i < PAIRS; i++) {
            alone.add(place(next, SECONDS * A_SECOND));
            next += SECONDS * A_SECOND;
            var replay = commands.begin("user-events", "replay", "order-events", "--from", "earliest", "--execute");
            TimeUnit.SECONDS.sleep(3); // its JVM has started
            beside.add(place(next, SECONDS * A_SECOND));
            next += SECONDS * A_SECOND;
            Print.check("the replay went on all the while", replay.process().isAlive());
            replay.process().destroy();
            replay.process().waitFor();
        }
        print("latency at 100/s, alone", alone);
        print("latency beside a replay", beside);
        printMore(alone, beside);
    }

    /// Each pair by itself: the machine's speed changes from one to the next.
    private static void printMore(List<Latency> alone, List<Latency> beside) {
        var more = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < PAIRS; i++) {
            more.add(beside.get(i).p99() - alone.get(i).p99());
            ratios.add(beside.get(i).p99() / alone.get(i).p99());
        }
        System.out.printf(
                "%-31s %8.1f ms, %.2f times (medians of %d pairs)%n",
                "p99 more beside it", middle(more), middle(ratios), PAIRS);
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void print(String what, List<Latency> latencies) {
        System.out.printf(
                "%-31s %8.1f ms p99, %.1f ms p50 (p99 of each: %s)%n",
                what,
                middle(latencies.stream().map(Latency::p99).toList()),
                middle(latencies.stream().map(Latency::median).toList()),
                latencies.stream().map(each -> "%.1f".formatted(each.p99())).toList());
    }

    private Latency place(int first, int orders) throws Exception {
        var sent = new HashMap<String, Long>();
        var took = new ArrayList<Long>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", system.kafka(), "fetch.max.wait.ms", 50),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor("order-events").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            var begun = System.nanoTime();
            var placed = 0;
            while (took.size() < orders) {
                var due = Math.min(orders, (System.nanoTime() - begun) * A_SECOND / 1_000_000_000 + 1);
                for (; placed < due; placed++) {
                    sent.put("o-" + (first + placed), System.nanoTime());
                    load.placePaid(first + placed);
                }
                for (var record : consumer.poll(Duration.ofMillis(1))) {
                    var since = sent.get(record.key());
                    if (since != null && record.value().contains("\"order.confirmed\"")) {
                        took.add(System.nanoTime() - since);
                    }
                }
                if (System.nanoTime() - begun
                        > Duration.ofSeconds(orders / A_SECOND).plus(PATIENCE).toNanos()) {
                    throw new IllegalStateException("%d of %d orders were confirmed".formatted(took.size(), orders));
                }
            }
        }
        return Latency.of(took);
    }
}
