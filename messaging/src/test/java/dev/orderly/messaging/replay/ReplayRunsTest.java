package dev.orderly.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.outbox.JdbcLeases;
import dev.orderly.messaging.outbox.Lease;
import dev.orderly.messaging.replay.ReplayRuns.Run;
import dev.orderly.messaging.replay.Tally.Result;
import dev.orderly.messaging.store.BoxDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayRunsTest {
    private static final TopicPartition PARTITION = new TopicPartition("box-commands", 3);
    private static final Run RUN = new Run(
            "r-1",
            new ReplayScope("box-commands", Optional.empty(), Optional.empty()),
            Optional.of(new UUID(1, 2)),
            false,
            0,
            "PAUSED",
            Instant.EPOCH,
            Map.of());

    private final BoxDatabase database = BoxDatabase.fresh();
    private final Connection connection = database.connect();
    private final JdbcLeases leases = new JdbcLeases(database.source());
    private final ReplayRuns runs = new ReplayRuns(connection);

    ReplayRunsTest() throws SQLException {
        runs.begin(RUN, List.of(new Stretch(PARTITION, 0, 100)));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void what_is_noted_under_the_lease_counts() throws SQLException {
        assertThat(note(lease("one"))).contains("PAUSED");
        assertThat(runs.length("r-1")).isEqualTo(new ReplayRuns.Length(100, 40));
        assertThat(runs.find("r-1").orElseThrow().results()).containsEntry("applied", 40L);
    }

    @Test
    void what_a_process_notes_that_has_lost_the_lease_does_not() throws SQLException {
        var lost = lease("one");
        leases.release(lost);
        assertThat(note(lost)).as("nobody has it").isEmpty();
        lease("another");
        assertThat(note(lost)).as("another has it").isEmpty();
        assertThat(runs.find("r-1").orElseThrow().results()).containsEntry("applied", 0L);
    }

    @Test
    void the_id_of_a_run_s_topic_is_kept_and_not_known_of_one_that_an_earlier_version_began() throws SQLException {
        assertThat(runs.find("r-1").orElseThrow().topicId()).contains(new UUID(1, 2));
        database.run(
                "INSERT INTO replays (run_id, topic, effects, rate, status) VALUES ('r-0', 't', false, 0, 'PAUSED')");
        assertThat(runs.find("r-0").orElseThrow().topicId()).isEmpty();
    }

    @Test
    void what_is_missing_counts_and_is_not_left() throws SQLException {
        var lease = lease("one");
        note(lease);
        var there = new Remainder(List.of(new Stretch(PARTITION, 50, 90)), 20, List.of());
        assertThat(runs.shorten("r-1", lease, there)).isTrue();
        assertThat(runs.left(RUN)).containsExactly(new Stretch(PARTITION, 50, 90));
        assertThat(runs.find("r-1").orElseThrow().results())
                .containsEntry("applied", 40L)
                .containsEntry("missing", 20L);
        leases.release(lease);
        assertThat(runs.shorten("r-1", lease, there)).as("nobody has the lease").isFalse();
    }

    private Lease lease(String owner) {
        return leases.acquire("replay/r-1", owner, Duration.ofSeconds(30)).orElseThrow();
    }

    private Optional<String> note(Lease lease) throws SQLException {
        var tally = new Tally();
        tally.add(Result.APPLIED, 40);
        return runs.progress("r-1", lease, tally, Map.of(PARTITION, 40L));
    }
}
