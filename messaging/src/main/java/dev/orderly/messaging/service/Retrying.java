package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.store.Refusal;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.telemetry.Health;
import java.sql.SQLException;
import java.time.Duration;

/// Tries what needs a dependency until it goes, and says meanwhile which one fails, and why.
record Retrying(Health health, Database database, Duration pause) {
    static final String POSTGRESQL = "postgresql";

    /// @param dependency that is up when the action has gone; a failure of the database is the database's all the same
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
            } catch (SQLException e) {
                down(POSTGRESQL, e);
            } catch (Exception e) {
                down(dependency, e);
            }
            Thread.sleep(pause);
        }
        return false;
    }

    void down(String dependency, Exception e) {
        var refusal = database.refusal(e);
        health.down(
                dependency,
                refusal.map(Refusal::why).orElseGet(() -> Causes.told(e)),
                refusal.map(Refusal::mend).orElse(""));
    }
}
