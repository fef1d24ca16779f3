package dev.orderly.compose.bench;

import java.util.Map;
import java.util.Set;

/// What `make bench` runs: the system as `make run` starts it, with all brokers beside it, under load, and then losing
/// and finding again what it had. What must hold is checked each time.
public final class Benchmark {
    /// So many orders the services' compilers are at work, which takes a quarter of both cores; then hardly any more.
    private static final int WARM_UP = 60_000;

    /// The full compiler: it costs much of the first minutes, and pays in load that lasts.
    private static final Map<String, String> SETTINGS = Map.of("SERVICE_JVM_FLAGS", "-XX:TieredStopAtLevel=4");

    private static final String SAGAS = "sagas";

    private Benchmark() {}

    /// @param args the launcher's class path, how many orders, and `sagas` if those are enough
    public static void main(String[] args) throws Exception {
        var orders = Integer.parseInt(args[1]);
        var only = args.length > 2 ? args[2] : "";
        if (!Set.of("", SAGAS).contains(only)) {
            System.err.printf("ONLY=%s is not %s%n", only, SAGAS);
            System.exit(2);
        }
        try (var system = RunningSystem.start(args[0], SETTINGS);
                var load = new Load(system.kafka());
                var watch = Watch.over(system);
                var records = new Records(system.kafka())) {
            System.out.printf(
                    "start to ready      %8.1f s%n", system.startToReady().toMillis() / 1000.0);
            new SagaBenchmark(load, watch).run(WARM_UP, orders);
            if (!only.equals(SAGAS)) {
                new RecoveryBenchmark(system, load, records).run(WARM_UP + orders);
            }
            System.out.println("log of the services: " + system.log());
        }
    }
}
