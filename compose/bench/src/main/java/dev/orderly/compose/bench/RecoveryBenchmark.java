package dev.orderly.compose.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How fast what is lost is had again, and what it costs those who go on working: each command as its user
/// types it, its JVM's start with it. State hashes are the same afterwards.
final class RecoveryBenchmark {
    private static final List<String> SERVICES = List.of("user-events", "order-service", "notification-service");
    private static final int DEPOSITS = 100_000;

    private final RunningSystem system;
    private final Load load;
    private final ServiceCommands commands;
    private final Records records;

    RecoveryBenchmark(RunningSystem system, Load load, Records records) {
        this.system = system;
        this.load = load;
        this.commands = new ServiceCommands(system);
        this.records = records;
    }

    /// @param orders that were placed and have ended
    void run(int orders) throws Exception {
        awaitQuiet();
        replayHandled();
        recover(orders);
        reconcile();
        new LatencyBenchmark(system, load, commands).run(orders);
        awaitQuiet();
        replaySkipped();
    }

    private void awaitQuiet() throws InterruptedException {
        for (var service : SERVICES) {
            records.awaitNoLag(service);
        }
    }

    private void replayHandled() throws IOException, InterruptedException {
        var count = records.count("order-events");
        var plan = commands.run("user-events", "replay", "order-events", "--from", "earliest");
        Print.rate("replay, planned", count, "records", plan.seconds());
        var done =
                commands.run("user-events", "replay", "order-events", "--from", "earliest", "--rate", "0", "--execute");
        Print.rate("replay of what was handled", count, "records", done.seconds());
    }

    /// Offsets set forward by mistake skip records; a replay handles them.
    private void replaySkipped() throws IOException, InterruptedException {
        commands.run("user-events", "stop");
        var before = records.count("user-commands");
        load.deposit(DEPOSITS);
        records.settleAll("user-events", "user-commands");
        commands.begin("user-events", "start");
        system.await("user-events", true);
        var done = commands.run(
                "user-events", "replay", "user-commands", "--from", "earliest", "--rate", "0", "--execute");
        Print.rate("replay of what was skipped", before + DEPOSITS, "records, 100,000 of them skipped", done.seconds());
        Print.check("all that was skipped is applied", done.data().contains("100,000 applied"));
    }

    private void recover(int orders) throws Exception {
        var before = hashes();
        for (var service : SERVICES) {
            commands.run(service, "stop");
            empty(service);
            commands.begin(service, "start");
            system.await(service, false);
            var done = commands.run(service, "recover", "--execute");
            Print.rate("recover " + service, orders, "orders", done.seconds());
            system.await(service, true);
        }
        Print.check("state hashes are what they were", hashes().equals(before));
    }

    private void empty(String service) throws SQLException {
        try (var connection = DriverManager.getConnection(system.database(service));
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }

    private void reconcile() throws Exception {
        var before = hashes();
        var count = records.count("order-events");
        for (var service : SERVICES) {
            commands.run(service, "stop");
        }
        records.delete("order-events");
        var done = commands.run("order-service", "reconcile", "--execute");
        Print.rate("reconcile order-events", count, "facts", done.seconds());
        Print.check("all are there again", records.count("order-events") == count);
        for (var service : SERVICES) {
            commands.begin(service, "start");
            system.await(service, true);
        }
        awaitQuiet();
        Print.check("state hashes are what they were", hashes().equals(before));
    }

    private Map<String, String> hashes() throws IOException, InterruptedException {
        var hashes = new TreeMap<String, String>();
        for (var service : SERVICES) {
            hashes.put(service, commands.run(service, "state-hash").data());
        }
        return hashes;
    }
}
