package dev.orderly.compose.bench;

import java.sql.SQLException;
import java.util.Map;

/// How many orders a second go through the whole saga: placed in Kafka, credit reserved, confirmed or rejected,
/// captured, letter sent, ended; everything on, and all brokers beside it. What must hold is checked at the end.
public final class SagaBenchmark {
    /// So many orders the services' compilers are at work, which takes a quarter of both cores; then hardly any more.
    private static final int WARM_UP = 60_000;

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
            var cold = seconds(load, watch, 0, WARM_UP);
            print("sagas, warming up", WARM_UP, cold);
            var warm = seconds(load, watch, WARM_UP, orders);
            print("sagas", orders, warm);
            watch.check(WARM_UP + orders);
            System.out.println("log of the services: " + system.log());
        }
    }

    /// How long so many orders take from the first that is placed to the last that has ended.
    private static double seconds(Load load, Watch watch, int first, int orders)
            throws SQLException, InterruptedException {
        var begun = System.nanoTime();
        load.place(first, orders);
        watch.awaitEnds(first + orders);
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void print(String what, int orders, double seconds) {
        System.out.printf("%-19s %8.0f /s  (%,d orders in %.1f s)%n", what, orders / seconds, orders, seconds);
    }
}
