package dev.orderly.messaging.operator;

import dev.orderly.messaging.store.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// What a service knows, in 64 hex digits: equal before and after whatever should change nothing. The SHA-256
/// of one line for each row, in the order of tables and keys, each ended by a line feed; anyone can compute it
/// from those lines.
final class StateHash {
    private final MessageDigest digest;
    private long rows;

    private StateHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// What was computed.
    ///
    /// @param hash lower case
    /// @param rows how many it covers
    record Result(String hash, long rows) {}

    /// Of one moment, whether the service runs or not.
    ///
    /// @param line told of each line, without its end
    static Result of(DataSource database, List<Table<?>> tables, Consumer<String> line) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                lock(connection, tables);
                return of(connection, tables, line);
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        }
    }

    /// Before the moment begins: in a table that is swapped for another later on, nothing of it could be seen.
    private static void lock(Connection connection, List<Table<?>> tables) throws SQLException {
        var names = tables.stream().map(table -> table.kind().name()).collect(Collectors.joining(", "));
        try (var lock = connection.createStatement()) {
            lock.execute("LOCK TABLE " + names + " IN ACCESS SHARE MODE");
        }
    }

    static Result of(Connection connection, List<Table<?>> tables, Consumer<String> line) throws SQLException {
        var hash = new StateHash();
        for (var table : tables) {
            hash.add(connection, table, line);
        }
        return hash.result();
    }

    private <S> void add(Connection connection, Table<S> table, Consumer<String> line) throws SQLException {
        table.scan(
                connection,
                state -> table.canonical(state).ifPresent(each -> {
                    add(each);
                    line.accept(each);
                }));
    }

    private void add(String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        rows++;
    }

    private Result result() {
        return new Result(HexFormat.of().formatHex(digest.digest()), rows);
    }
}
