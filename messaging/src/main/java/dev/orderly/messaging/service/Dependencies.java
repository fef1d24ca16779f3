package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.store.Refusal;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.telemetry.Health;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;

/// What the service depends on: it tries what needs one until it succeeds, and says meanwhile which one fails, and why.
final class Dependencies {
    static final String POSTGRESQL = "postgresql";

    private final Health health;
    private final Database database;
    private final Duration pause;

    /// @param pause between two tries
    Dependencies(Health health, Database database, Duration pause) {
        this.health = health;
        this.database = database;
        this.pause = pause;
    }

    /// @param dependency that is up when the action has succeeded; a failure of the database is the database's all the
    /// same
    /// @return false if the database is another meanwhile
    /// @throws Failure what the action cannot go on with, however often it is tried
    boolean until(String dependency, Component.Action action) throws InterruptedException {
        while (!database.isAnother()) {
            health.trying(dependency);
            try {
                action.run();
                health.up(dependency);
                return true;
            } catch (InterruptedException | Failure e) {
                throw e;
            } catch (InterruptException _) { // Kafka's own for the same
                throw new InterruptedException();
            } catch (SQLException e) {
                if (database.isAnother()) {
                    return false;
                }
                down(POSTGRESQL, e);
            } catch (Exception e) {
                down(dependency, e);
            }
            Thread.sleep(pause);
        }
        return false;
    }

    /// Says that one fails.
    void down(String dependency, Exception e) {
        var refusal = database.refusal(e);
        health.down(
                dependency,
                refusal.map(Refusal::why).orElseGet(() -> Causes.told(e)),
                refusal.map(Refusal::mend).orElse(""));
    }
}
