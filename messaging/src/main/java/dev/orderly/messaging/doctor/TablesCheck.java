package dev.orderly.messaging.doctor;

import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.store.SchemaState;
import dev.orderly.messaging.store.SharedTables;
import dev.orderly.messaging.telemetry.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether the tables are this version's, and all there: who drops one by hand leaves no trace among the migrations.
record TablesCheck(Patient patient, Condition condition) implements Check {
    private static final String THING = "tables";

    private static final String MISSING = """
            SELECT name, quote_ident(current_schema()) FROM unnest(?::text[]) WITH ORDINALITY AS t(name, place)
            WHERE to_regclass(name) IS NULL ORDER BY place""";

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
        var findings = new ArrayList<Finding>();
        try (var select = connection.prepareStatement(MISSING)) {
            select.setArray(1, connection.createArrayOf("text", names().toArray()));
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    findings.add(missing(row.getString(1), row.getString(2)));
                }
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(THING, "up to date, " + Counts.told(state.applied(), "migration")))
                : findings;
    }

    private List<String> names() {
        var own = patient.site().tables().stream().map(table -> table.kind().name());
        return Stream.concat(own, SharedTables.NAMES.stream()).toList();
    }

    private Finding missing(String name, String schema) {
        var service = patient.service();
        return Finding.bad(
                THING,
                "table %s is gone".formatted(name),
                derived().contains(name)
                        ? "orderly %s rebuild --execute".formatted(service)
                        : "when outbox, below, is in Kafka: DROP SCHEMA %1$s CASCADE; CREATE SCHEMA %1$s; then: orderly %2$s recover --execute"
                                .formatted(schema, service));
    }

    private List<String> derived() {
        return patient.site().subscriptions().stream()
                .map(Subscription::projection)
                .flatMap(kind -> kind.stream().map(each -> each.name()))
                .collect(Collectors.toList());
    }
}
