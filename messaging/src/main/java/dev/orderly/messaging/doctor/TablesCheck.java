package dev.orderly.messaging.doctor;

import dev.orderly.messaging.store.SchemaState;
import dev.orderly.messaging.telemetry.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Whether the tables are this version's, and all there: who drops one by hand leaves no trace among the migrations.
record TablesCheck(Patient patient, Condition condition) implements Check {
    private static final String THING = "tables";

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        var state = patient.site().database().schema();
        if (state.foreign() > 0) {
            return List.of(Finding.bad(
                    THING,
                    "made by another version than this one (%s not this one's)"
                            .formatted(Counts.told(state.foreign(), "migration is", "migrations are")),
                    "start the version that made them, or give this one a database of its own"));
        }
        if (state.isEmpty()) {
            return List.of(Finding.bad(THING, condition.found("there are none yet"), condition.todo("makes them")));
        }
        return state.pending() == 0 ? there(connection, state) : List.of(earlier(state));
    }

    private Finding earlier(SchemaState state) {
        return Finding.bad(
                THING,
                condition.found("an earlier version's, %s missing"
                        .formatted(Counts.told(state.pending(), "migration is", "migrations are"))),
                condition.todo("brings them up to date"));
    }

    private List<Finding> there(Connection connection, SchemaState state) throws SQLException {
        var gone = patient.site().absentTables().look(connection);
        return gone.isEmpty()
                ? List.of(Finding.ok(THING, "up to date, " + Counts.told(state.applied(), "migration")))
                : gone.stream()
                        .map(each -> Finding.bad(THING, each.why(), each.mend()))
                        .toList();
    }
}
