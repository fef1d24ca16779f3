package dev.orderly.compose.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/// Looks into the services' databases from outside: how far the load is, and whether what must hold does.
final class Watch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 200;

    private final Connection orders;
    private final Connection users;

    private Watch(Connection orders, Connection users) {
        this.orders = orders;
        this.users = users;
    }

    static Watch over(RunningSystem system) throws SQLException {
        return new Watch(
                DriverManager.getConnection(system.database("order-service")),
                DriverManager.getConnection(system.database("user-events")));
    }

    void awaitUsers(int expected) throws SQLException, InterruptedException {
        while (number(users, "SELECT count(*) FROM users") < expected) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /// Until so many sagas have ended. As long as some are open, which an index tells, they are not counted:
    /// counting would take a good part of what is measured.
    void awaitEnds(int expected) throws SQLException, InterruptedException {
        while (isTrue(orders, "SELECT EXISTS (SELECT FROM sagas WHERE due_at IS NOT NULL)")
                || number(orders, "SELECT count(*) FROM sagas WHERE status <> 'RUNNING'") < expected) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /// @throws IllegalStateException if anything does not hold
    void check(int placed) throws SQLException {
        check(orders, "every saga has ended", "SELECT count(*) = 0 FROM sagas WHERE status = 'RUNNING'");
        check(
                orders,
                "one order in ten was rejected",
                "SELECT count(*) * 10 = %d FROM orders WHERE status = 'REJECTED'".formatted(placed));
        check(users, "credit adds up", "SELECT bool_and(reserved >= 0 AND balance >= reserved) FROM users");
        check(users, "nothing is held", "SELECT sum(reserved) = 0 FROM users");
    }

    @Override
    public void close() throws SQLException {
        orders.close();
        users.close();
    }

    private static void check(Connection database, String what, String sql) throws SQLException {
        Print.check(what, isTrue(database, sql));
    }

    private static boolean isTrue(Connection database, String sql) throws SQLException {
        try (var select = database.prepareStatement(sql);
                var row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (var select = database.prepareStatement(sql);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
