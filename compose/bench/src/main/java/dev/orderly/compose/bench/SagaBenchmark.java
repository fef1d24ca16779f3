package dev.orderly.compose.bench;

import java.sql.SQLException;

/// How many orders a second go through the whole saga: placed in Kafka, credit reserved, confirmed or rejected,
/// captured, letter sent, ended; everything on, and all brokers beside it.
final class SagaBenchmark {
    private final Load load;
    private final Watch watch;

    SagaBenchmark(Load load, Watch watch) {
        this.load = load;
        this.watch = watch;
    }

    void run(int warmUp, int orders) throws SQLException, InterruptedException {
        load.register();
        watch.awaitUsers(Load.USERS);
        measure("sagas, warming up", 0, warmUp);
        measure("sagas", warmUp, orders);
        watch.check(warmUp + orders);
    }

    /// From the first that is placed to the last that has ended.
    private void measure(String what, int first, int orders) throws SQLException, InterruptedException {
        var begun = System.nanoTime();
        load.place(first, orders);
        watch.awaitEnds(first + orders);
        Print.rate(what, orders, "orders", (System.nanoTime() - begun) / 1e9);
    }
}
