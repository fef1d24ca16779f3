package dev.orderly.messaging.operator;

import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.store.SharedTables;
import dev.orderly.messaging.store.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// Tables of a service that somebody has dropped by hand, which leaves no trace among the migrations.
///
/// @param names of all that it has, in the order in which they are told
/// @param derived those that are made of other services' facts
public record AbsentTables(String service, List<String> names, Set<String> derived) {
    private static final String ABSENT = """
            SELECT name, quote_ident(current_schema()) FROM unnest(?::text[]) WITH ORDINALITY AS t(name, place)
            WHERE to_regclass(name) IS NULL ORDER BY place""";

    public AbsentTables {
        names = List.copyOf(names);
        derived = Set.copyOf(derived);
    }

    public static AbsentTables of(String service, List<Table<?>> tables, List<Subscription<?>> subscriptions) {
        var own = tables.stream().map(table -> table.kind().name());
        var derived = subscriptions.stream()
                .flatMap(each -> each.projection().stream())
                .map(kind -> kind.name())
                .collect(Collectors.toSet());
        return new AbsentTables(
                service, Stream.concat(own, SharedTables.NAMES.stream()).toList(), derived);
    }

    /// One of them.
    ///
    /// @param why what is so, for people
    /// @param mend what mends it, of a database that has all facts that it should have
    /// @param anew what mends it of another
    public record Absent(String why, String mend, String anew) {}

    /// Of a database whose tables were once made.
    public List<Absent> look(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(ABSENT)) {
            select.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (var row = select.executeQuery()) {
                var absent = new ArrayList<Absent>();
                while (row.next()) {
                    absent.add(absent(row.getString(1), row.getString(2)));
                }
                return absent;
            }
        }
    }

    public Optional<Absent> first(DataSource database) throws SQLException {
        try (var connection = database.getConnection()) {
            return look(connection).stream().findFirst();
        }
    }

    private Absent absent(String name, String schema) {
        var anew = "DROP SCHEMA %1$s CASCADE; CREATE SCHEMA %1$s; then: orderly %2$s recover --execute"
                .formatted(schema, service);
        return new Absent(
                "table %s is gone".formatted(name),
                derived.contains(name)
                        ? "orderly %s rebuild --execute".formatted(service)
                        : "when all of outbox is in Kafka, as the doctor tells: " + anew,
                anew);
    }
}
