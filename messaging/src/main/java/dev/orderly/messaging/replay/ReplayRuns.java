package dev.orderly.messaging.replay;

import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.outbox.Lease;
import dev.orderly.messaging.replay.Tally.Result;
import dev.orderly.messaging.store.Arrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/// The table of replays.
final class ReplayRuns {
    private static final List<String> RESULTS =
            Stream.of(Result.values()).map(ReplayRuns::name).toList();

    private static final String BEGIN = """
            INSERT INTO replays (run_id, topic, topic_id, record_key, type, effects, rate, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'PAUSED')""";

    private static final String BEGIN_PARTITIONS = """
            INSERT INTO replay_partitions (run_id, partition, from_offset, next_offset, to_offset)
            SELECT ?, s.partition, s.lower, s.lower, s.upper FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS s(partition, lower, upper)""";

    private static final String FIND = "SELECT * FROM replays WHERE run_id = ?";
    private static final String LIST = "SELECT * FROM replays ORDER BY started_at DESC LIMIT 100";
    private static final String LEFT = """
            SELECT partition, next_offset, to_offset FROM replay_partitions
            WHERE run_id = ? AND next_offset < to_offset ORDER BY partition""";

    private static final String LENGTHS = """
            SELECT coalesce(sum(to_offset - from_offset), 0), coalesce(sum(next_offset - from_offset), 0)
            FROM replay_partitions WHERE run_id = ?""";

    private static final String CHANGE = """
            UPDATE replays SET status = ?, changed_at = now() WHERE run_id = ? AND status = ANY (?)""";

    /// Whoever wants the lease waits for this transaction.
    private static final String COUNT = """
            WITH held AS MATERIALIZED (
              SELECT FROM leases WHERE name = ? AND owner = ? AND epoch = ? AND until > now() FOR SHARE)
            UPDATE replays SET changed_at = now(), %s WHERE run_id = ? AND EXISTS (SELECT FROM held) RETURNING status""".formatted(
                    RESULTS.stream().map(name -> name + " = " + name + " + ?").collect(Collectors.joining(", ")));

    private static final String PROGRESS = """
            UPDATE replay_partitions p SET next_offset = n.next FROM unnest(?::int[], ?::bigint[]) AS n(partition, next)
            WHERE p.run_id = ? AND p.partition = n.partition""";

    private static final String SHORTEN = """
            UPDATE replay_partitions p SET to_offset = n.upper FROM unnest(?::int[], ?::bigint[]) AS n(partition, upper)
            WHERE p.run_id = ? AND p.partition = n.partition""";

    private final Connection connection;

    ReplayRuns(Connection connection) {
        this.connection = connection;
    }

    /// One run.
    ///
    /// @param topicId of the topic when it began; none if an earlier version began it
    /// @param rate records a second, at most; 0 for no limit
    /// @param results counts by the name of the result, in lower case
    record Run(
            String id,
            ReplayScope scope,
            Optional<UUID> topicId,
            boolean effects,
            int rate,
            String status,
            Instant startedAt,
            Map<String, Long> results) {

        boolean hasAny(Result... of) {
            return Stream.of(of).anyMatch(result -> results.getOrDefault(name(result), 0L) > 0);
        }
    }

    private static String name(Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    /// Inserts the run, paused until somebody carries it on.
    void begin(Run run, Collection<Stretch> stretches) throws SQLException {
        try (var begin = connection.prepareStatement(BEGIN);
                var partitions = connection.prepareStatement(BEGIN_PARTITIONS)) {
            begin.setString(1, run.id());
            begin.setString(2, run.scope().topic());
            begin.setObject(3, run.topicId().orElse(null), Types.OTHER);
            begin.setString(4, run.scope().key().orElse(null));
            begin.setString(5, run.scope().type().orElse(null));
            begin.setBoolean(6, run.effects());
            begin.setInt(7, run.rate());
            begin.execute();
            partitions.setString(1, run.id());
            partitions.setArray(
                    2,
                    Arrays.of(
                            connection,
                            "int4",
                            stretches,
                            each -> each.partition().partition()));
            partitions.setArray(3, Arrays.of(connection, "int8", stretches, Stretch::from));
            partitions.setArray(4, Arrays.of(connection, "int8", stretches, Stretch::to));
            partitions.execute();
        }
    }

    Optional<Run> find(String id) throws SQLException {
        try (var find = connection.prepareStatement(FIND)) {
            find.setString(1, id);
            try (var row = find.executeQuery()) {
                return row.next() ? Optional.of(run(row)) : Optional.empty();
            }
        }
    }

    /// The last of them, newest first.
    List<Run> list() throws SQLException {
        try (var list = connection.prepareStatement(LIST);
                var row = list.executeQuery()) {
            var runs = new ArrayList<Run>();
            while (row.next()) {
                runs.add(run(row));
            }
            return runs;
        }
    }

    private static Run run(ResultSet row) throws SQLException {
        var results = new LinkedHashMap<String, Long>();
        for (var name : RESULTS) {
            results.put(name, row.getLong(name));
        }
        return new Run(
                row.getString("run_id"),
                new ReplayScope(
                        row.getString("topic"),
                        Optional.ofNullable(row.getString("record_key")),
                        Optional.ofNullable(row.getString("type"))),
                Optional.ofNullable(row.getObject("topic_id", UUID.class)),
                row.getBoolean("effects"),
                row.getInt("rate"),
                row.getString("status"),
                row.getTimestamp("started_at").toInstant(),
                results);
    }

    /// What was not read yet.
    List<Stretch> left(Run run) throws SQLException {
        try (var left = connection.prepareStatement(LEFT)) {
            left.setString(1, run.id());
            try (var row = left.executeQuery()) {
                var stretches = new ArrayList<Stretch>();
                while (row.next()) {
                    var partition = new TopicPartition(run.scope().topic(), row.getInt(1));
                    stretches.add(new Stretch(partition, row.getLong(2), row.getLong(3)));
                }
                return stretches;
            }
        }
    }

    /// How many offsets a run has.
    ///
    /// @param all in its scope
    /// @param read so far
    record Length(long all, long read) {}

    Length length(String id) throws SQLException {
        try (var length = connection.prepareStatement(LENGTHS)) {
            length.setString(1, id);
            try (var row = length.executeQuery()) {
                row.next();
                return new Length(row.getLong(1), row.getLong(2));
            }
        }
    }

    /// @return false if it was in none of these states
    boolean change(String id, String to, String... from) throws SQLException {
        try (var change = connection.prepareStatement(CHANGE)) {
            change.setString(1, to);
            change.setString(2, id);
            change.setArray(3, connection.createArrayOf("text", from));
            return change.executeUpdate() == 1;
        }
    }

    /// Notes what is not there any more: it counts as missing, and is not waited for, whatever comes at its offsets.
    ///
    /// @return false if another has the lease by now: to be rolled back
    boolean shorten(String id, Lease lease, Remainder remainder) throws SQLException {
        try (var shorten = connection.prepareStatement(SHORTEN)) {
            setPartitions(shorten, remainder.stretches(), Stretch::partition, Stretch::to);
            shorten.setString(3, id);
            shorten.execute();
        }
        var tally = new Tally();
        tally.add(Result.MISSING, remainder.missing());
        var next = remainder.stretches().stream().collect(Collectors.toMap(Stretch::partition, Stretch::from));
        return progress(id, lease, tally, next).isPresent();
    }

    private <T> void setPartitions(
            PreparedStatement statement,
            Collection<T> all,
            Function<T, TopicPartition> partition,
            Function<T, Long> offset)
            throws SQLException {
        statement.setArray(
                1,
                Arrays.of(connection, "int4", all, each -> partition.apply(each).partition()));
        statement.setArray(2, Arrays.of(connection, "int8", all, offset::apply));
    }

    /// Notes a batch, in the transaction that handled it.
    ///
    /// @param next for each partition the first offset that was not read yet
    /// @param lease under which that was
    /// @return the status, which another may have changed; none if another has the lease by now: to be rolled back
    Optional<String> progress(String id, Lease lease, Tally tally, Map<TopicPartition, Long> next) throws SQLException {
        try (var progress = connection.prepareStatement(PROGRESS);
                var count = connection.prepareStatement(COUNT)) {
            setPartitions(progress, List.copyOf(next.entrySet()), Map.Entry::getKey, Map.Entry::getValue);
            progress.setString(3, id);
            progress.execute();
            var column = 0;
            count.setString(++column, lease.name());
            count.setString(++column, lease.owner());
            count.setLong(++column, lease.epoch());
            for (var result : Result.values()) {
                count.setLong(++column, tally.of(result));
            }
            count.setString(++column, id);
            try (var row = count.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}
