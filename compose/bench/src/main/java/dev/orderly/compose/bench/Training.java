package dev.orderly.compose.bench;

import java.util.Map;

/// Runs the system under load once, so that each service's JVM leaves a cache with which later ones start faster.
public final class Training {
    private static final int ORDERS = 5_000;

    private Training() {}

    /// @param args the launcher's class path
    public static void main(String[] args) throws Exception {
        try (var system = RunningSystem.start(args[0], Map.of("SERVICE_CACHES", "make"));
                var load = new Load(system.kafka());
                var watch = Watch.over(system)) {
            load.register();
            watch.awaitUsers(Load.USERS);
            load.place(0, ORDERS);
            watch.awaitEnds(ORDERS);
        }
    }
}
