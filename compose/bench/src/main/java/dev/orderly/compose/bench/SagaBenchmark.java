package dev.orderly.compose.bench;

import java.util.Map;

/// How many orders a second go through the whole saga: placed in Kafka, credit reserved, confirmed or rejected,
/// captured, letter sent, ended; everything on, and all brokers beside it. What must hold is checked at the end.
public final class SagaBenchmark {
    private static final int WARM_UP = 10_000;

    /// The full compiler: it costs much of the first minutes, and pays in load that lasts.
    private static final Map<String, String> SETTINGS = Map.of("SERVICE_JVM_FLAGS", "-XX:TieredStopAtLevel=4");

    private SagaBenchmark() {}

    /// @param args the launcher's class path, and how many orders
    public static void main(String[] args) throws Exception {
        var orders = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        try (var system = RunningSystem.start(args[0], SETTINGS);
                var load = new Load(system.kafka());
                var watch = Watch.over(system)) {
            System.out.printf(
                    "start to ready      %8.1f s%n", system.startToReady().toMillis() / 1000.0);
            load.register();
            watch.awaitUsers(Load.USERS);
            load.place(0, WARM_UP);
            watch.awaitEnds(WARM_UP);
            var begun = System.nanoTime();
            load.place(WARM_UP, orders);
            watch.awaitEnds(WARM_UP + orders);
            var seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "sagas               %8.0f /s  (%,d orders in %.1f s)%n", orders / seconds, orders, seconds);
            watch.check(WARM_UP + orders);
            System.out.println("log of the services: " + system.log());
        }
    }
}
