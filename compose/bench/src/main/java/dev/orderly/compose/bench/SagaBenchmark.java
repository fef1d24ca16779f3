package dev.orderly.compose.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/// How many orders a second go through the whole saga: placed in Kafka, credit reserved, confirmed or rejected,
/// captured,
/// letter sent, ended; everything on, and all brokers beside it. What must hold is checked at the end.
public final class SagaBenchmark {
    private static final int WARM_UP = 10_000;

    private SagaBenchmark() {}

    /// @param args the launcher's class path, and how many orders
    public static void main(String[] args) throws Exception {
        var orders = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        try (var system = RunningSystem.start(args[0]);
                var load = new Load(system.kafka());
                var database = DriverManager.getConnection(system.database("order-service"));
                var users = DriverManager.getConnection(system.database("user-events"))) {
            System.out.printf(
                    "start to ready      %8.1f s%n", system.startToReady().toMillis() / 1000.0);
            load.register();
            await(users, "SELECT count(*) FROM users", Load.USERS);
            load.place(0, WARM_UP);
            awaitEnds(database, WARM_UP);
            var begun = System.nanoTime();
            load.place(WARM_UP, orders);
            awaitEnds(database, WARM_UP + orders);
            var seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "sagas               %8.0f /s  (%,d orders in %.1f s)%n", orders / seconds, orders, seconds);
            check(database, "every saga has ended", "SELECT count(*) = 0 FROM sagas WHERE status = 'RUNNING'");
            check(
                    database,
                    "one order in ten was rejected",
                    "SELECT count(*) * 10 = %d FROM orders WHERE status = 'REJECTED'".formatted(WARM_UP + orders));
            check(users, "credit adds up", "SELECT bool_and(reserved >= 0 AND balance >= reserved) FROM users");
            check(users, "nothing is held", "SELECT sum(reserved) = 0 FROM users");
            System.out.println("log of the services: " + system.log());
        }
    }

    private static void awaitEnds(Connection database, int orders) throws SQLException, InterruptedException {
        await(database, "SELECT count(*) FROM sagas WHERE status IN ('COMPLETED', 'COMPENSATED')", orders);
    }

    private static void await(Connection database, String count, long expected)
            throws SQLException, InterruptedException {
        while (number(database, count) < expected) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (var select = database.prepareStatement(sql);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void check(Connection database, String what, String sql) throws SQLException {
        try (var select = database.prepareStatement(sql);
                var row = select.executeQuery()) {
            row.next();
            if (!row.getBoolean(1)) {
                throw new IllegalStateException("does not hold: " + what);
            }
            System.out.println("holds               " + what);
        }
    }
}
