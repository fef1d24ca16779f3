package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Timestamps;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where an aggregate's rows lie in PostgreSQL: one column for each part of a state, written down once, from which the
/// statements follow. Loading and saving take one statement for a whole batch, by arrays that `unnest` spreads.
public final class Table<S> {
    private static final int FETCHED = 2_000;
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /// Makes a state of the row on which the result set stands.
    public interface RowReader<S> {
        S read(ResultSet row) throws SQLException;
    }

    /// @param isState whether it is part of what the state hash covers
    private record Column<S>(String name, String type, Function<S, @Nullable Object> value, boolean isState) {}

    private final Aggregate<S> kind;
    private final List<Column<S>> columns;
    private final Predicate<S> counts;
    private final RowReader<S> reader;

    private Table(Builder<S> built, RowReader<S> reader) {
        this.kind = built.kind;
        this.columns = List.copyOf(built.columns);
        this.counts = built.counts;
        this.reader = reader;
    }

    /// A table named as its aggregate; the first column is the key, of type text.
    public static <S> Builder<S> of(Aggregate<S> kind) {
        return new Builder<>(kind);
    }

    /// Lists the columns, in any order after the key.
    public static final class Builder<S> {
        private final Aggregate<S> kind;
        private final List<Column<S>> columns = new ArrayList<>();
        private Predicate<S> counts = _ -> true;

        private Builder(Aggregate<S> kind) {
            this.kind = kind;
        }

        /// @param type the PostgreSQL type, as `unnest` is to cast to: `text`, `bigint`, `json`
        public Builder<S> column(String name, String type, Function<S, @Nullable Object> value) {
            columns.add(new Column<>(name, type, value, true));
            return this;
        }

        /// A column that tells how far the work has come and not what came of it, such as attempts and due times: the
        /// state hash leaves it out.
        public Builder<S> working(String name, String type, Function<S, @Nullable Object> value) {
            columns.add(new Column<>(name, type, value, false));
            return this;
        }

        /// Only these rows are covered by the state hash.
        public Builder<S> counting(Predicate<S> which) {
            counts = which;
            return this;
        }

        public Table<S> readBy(RowReader<S> reader) {
            return new Table<>(this, reader);
        }
    }

    public Aggregate<S> kind() {
        return kind;
    }

    Map<String, S> load(Connection connection, SortedSet<String> keys) throws SQLException {
        return select(connection, selectSql() + " FOR UPDATE", keys);
    }

    /// The same, and nothing is locked.
    Map<String, S> look(Connection connection, Collection<String> keys) throws SQLException {
        return select(connection, selectSql(), keys);
    }

    private Map<String, S> select(Connection connection, String sql, Collection<String> keys) throws SQLException {
        var rows = new HashMap<String, S>();
        try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (var result = select.executeQuery()) {
                while (result.next()) {
                    rows.put(result.getString(1), reader.read(result));
                }
            }
        }
        return rows;
    }

    void save(Connection connection, Map<String, S> created, Map<String, S> updated) throws SQLException {
        var states = new ArrayList<>(created.values());
        states.addAll(updated.values());
        try (var save = connection.prepareStatement(saveSql())) {
            for (int c = 0; c < columns.size(); c++) {
                var column = columns.get(c);
                save.setArray(c + 1, Arrays.of(connection, arrayType(column), states, column.value));
            }
            var isNew = IntStream.range(0, states.size())
                    .mapToObj(i -> i < created.size())
                    .toList();
            save.setArray(columns.size() + 1, Arrays.of(connection, "bool", isNew, is -> is));
            save.execute();
        }
    }

    /// The state as the state hash covers it: the table's name and one JSON object, fields sorted, no white space. None
    /// for a row that it leaves out.
    public Optional<String> canonical(S state) {
        if (!counts.test(state)) {
            return Optional.empty();
        }
        return Optional.of(row(state, Column::isState));
    }

    /// The same with all columns, of any row.
    public String row(S state) {
        return row(state, _ -> true);
    }

    private String row(S state, Predicate<Column<S>> which) {
        var row = new TreeMap<String, @Nullable Object>();
        columns.stream()
                .filter(which)
                .forEach(column -> row.put(column.name, plain(column, column.value.apply(state))));
        return kind.name() + " " + CANONICAL.writeValueAsString(row);
    }

    private static @Nullable Object plain(Column<?> column, @Nullable Object value) {
        return switch (value) {
            case Timestamp time -> Timestamps.format(time.toInstant());
            case String text when column.type.equals("json") -> CANONICAL.readValue(text, Object.class);
            case null, default -> value;
        };
    }

    /// Reads all rows in the order of their keys' bytes. The connection must be in a transaction, or all of them are
    /// held in memory.
    public void scan(Connection connection, Consumer<S> reading) throws SQLException {
        var select =
                "SELECT %s FROM %s ORDER BY %s COLLATE \"C\"".formatted(names(), kind.name(), columns.getFirst().name);
        try (var statement = connection.prepareStatement(select)) {
            statement.setFetchSize(FETCHED);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    reading.accept(reader.read(row));
                }
            }
        }
    }

    /// The key of a row.
    public String key(S state) {
        return String.valueOf(columns.getFirst().value.apply(state));
    }

    /// A row that is another in the second of two tables of this kind, or is in one of them only.
    public record Difference<S>(Optional<S> before, Optional<S> after) {}

    /// Takes a row that differs.
    public interface DifferenceReader<S> {
        void read(Difference<S> difference) throws SQLException;
    }

    /// Finds the rows that differ, in the order of their keys' bytes. The connection must be in a transaction.
    ///
    /// @param before a table of this kind by its whole name, or a query of one in parentheses
    /// @param after the same
    public void differences(Connection connection, String before, String after, DifferenceReader<S> reading)
            throws SQLException {
        try (var statement = connection.prepareStatement(differencesSql(before, after))) {
            statement.setFetchSize(FETCHED);
            try (var row = statement.executeQuery()) {
                var was = Optional.<Row<S>>empty();
                while (row.next()) {
                    var found = new Row<>(row.getString(1), reader.read(row));
                    var isAfter = row.getBoolean(columns.size() + 1);
                    var pair = was.filter(other -> isAfter && other.key.equals(found.key));
                    if (was.isPresent() && pair.isEmpty()) {
                        reading.read(new Difference<>(was.map(Row::state), Optional.empty()));
                    }
                    was = isAfter ? Optional.empty() : Optional.of(found);
                    if (isAfter) {
                        reading.read(new Difference<>(pair.map(Row::state), Optional.of(found.state)));
                    }
                }
                if (was.isPresent()) {
                    reading.read(new Difference<>(was.map(Row::state), Optional.empty()));
                }
            }
        }
    }

    private record Row<S>(String key, S state) {}

    /// Rows are compared as text, since JSON has no equality; a row that is there is told from none by its key.
    private String differencesSql(String before, String after) {
        return """
                SELECT d.* FROM %2$s b FULL JOIN %3$s a ON a.%1$s = b.%1$s
                CROSS JOIN LATERAL (VALUES (%4$s, false), (%5$s, true)) AS d(%6$s, is_after)
                WHERE d.%1$s IS NOT NULL AND ROW(%4$s)::text IS DISTINCT FROM ROW(%5$s)::text
                ORDER BY d.%1$s COLLATE "C", d.is_after""".formatted(columns.getFirst().name, before, after, names("b."), names("a."), names());
    }

    /// `ORDER BY` under `FOR UPDATE`: two batches that want the same rows take them in the same order.
    private String selectSql() {
        return "SELECT %s FROM %s WHERE %s = ANY (?) ORDER BY %3$s"
                .formatted(names(), kind.name(), columns.getFirst().name);
    }

    /// Updates the rows that were loaded and inserts those that were not there: that one is there meanwhile is a unique
    /// violation, never a silent overwriting. Updates are written as conflicts, which always go by the key's index.
    private String saveSql() {
        var key = columns.getFirst().name;
        var assignments = columns.stream()
                .skip(1)
                .map(c -> c.name + " = excluded." + c.name)
                .collect(Collectors.joining(", "));
        var arrays = columns.stream().map(c -> "?::" + arrayType(c) + "[]").collect(Collectors.joining(", "));
        var casts = columns.stream().map(c -> c.name + "::" + c.type).collect(Collectors.joining(", "));
        return """
                WITH s AS MATERIALIZED (SELECT * FROM unnest(%1$s, ?::bool[]) AS a(%2$s, is_new)),
                updated AS (
                  INSERT INTO %3$s (%2$s) SELECT %4$s FROM s WHERE NOT is_new
                  ON CONFLICT (%5$s) DO UPDATE SET %6$s)
                INSERT INTO %3$s (%2$s) SELECT %4$s FROM s WHERE is_new""".formatted(arrays, names(), kind.name(), casts, key, assignments);
    }

    private String names() {
        return names("");
    }

    private String names(String prefix) {
        return columns.stream().map(column -> prefix + column.name).collect(Collectors.joining(", "));
    }

    /// JSON travels as text: the driver has no array of it.
    private static String arrayType(Column<?> column) {
        return column.type.equals("json") ? "text" : column.type;
    }
}
