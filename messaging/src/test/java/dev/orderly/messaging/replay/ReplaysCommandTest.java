package dev.orderly.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.operator.BoxSite;
import dev.orderly.messaging.operator.Ended;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.replay.ReplayRuns.Run;
import dev.orderly.messaging.store.BoxDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A replay that was paused is gone on with only where its offsets mean what they meant, and comes to its end.
class ReplaysCommandTest {
    private final BoxSite boxes = new BoxSite(BoxDatabase.fresh()).withTopics();
    private final TopicPartition partition = new TopicPartition(boxes.commands.name(), 0);

    ReplaysCommandTest() throws SQLException {}

    @AfterEach
    void close() {
        boxes.close();
    }

    @Test
    void it_goes_on_from_where_it_was() throws Exception {
        boxes.put("a", "b", "c", "d");
        isPaused(Optional.of(boxes.id(boxes.commands)), 2, 4);
        assertThat(resume().done().out()).contains("DONE  2 records: 2 applied\n");
        assertThat(filled()).containsExactly("c", "d");
    }

    @Test
    void an_empty_list_says_so() {
        assertThat(Ended.of(new ReplaysCommand(_ -> boxes.open()), "replays", "list")
                        .done()
                        .err())
                .isEqualTo("no replay was run since the database was made\n");
    }

    @Test
    void its_topic_is_told_by_its_id_from_the_beginning() throws Exception {
        boxes.put("a");
        var replay = List.of("replay", boxes.commands.name(), "--from", "earliest", "--execute");
        Ended.of(new ReplayCommand(_ -> boxes.open()), replay.toArray(String[]::new))
                .done();
        assertThat(boxes.database.texts("SELECT topic_id FROM replays"))
                .containsExactly(boxes.id(boxes.commands).toString());
    }

    @Test
    void a_replay_is_not_resumed_on_a_database_and_topics_that_disagree() throws Exception {
        boxes.put("a");
        isPaused(Optional.of(boxes.id(boxes.commands)), 0, 1);
        boxes.database.run("INSERT INTO relay_positions VALUES ('%s', 0, '%s', 5, 1)"
                .formatted(boxes.events.name(), boxes.id(boxes.events)));
        assertThat(resume().with(ExitCode.FAILED).err())
                .contains("has lost records that the outbox has; first: orderly boxes reconcile --execute");
        assertThat(run()).isEqualTo("PAUSED 0..1");
        assertThat(filled()).isEmpty();
    }

    @Test
    void a_replay_is_not_resumed_on_another_topic_of_the_same_name() throws Exception {
        isPaused(Optional.of(boxes.id(boxes.commands)), 1, 3);
        boxes.makeAnew(boxes.commands);
        boxes.put("a", "b", "c", "d");
        assertThat(resume().with(ExitCode.FAILED).err())
                .contains(
                        boxes.commands.name() + " was made anew since replay r-1 began",
                        "begin another (replay " + boxes.commands.name() + " --from WHERE --execute)",
                        "replays abort r-1 --execute");
        assertThat(run()).isEqualTo("PAUSED 1..3");
        assertThat(filled()).isEmpty();
    }

    @Test
    void one_of_an_earlier_version_goes_on_on_what_has_the_name_and_never_outside_its_offsets() throws Exception {
        boxes.put("a", "b", "c", "d");
        isPaused(Optional.empty(), 1, 3);
        resume().done();
        assertThat(filled()).containsExactly("b", "c");
    }

    @Test
    void what_retention_has_deleted_meanwhile_is_told_and_counts_as_missing() throws Exception {
        boxes.put("a", "b", "c", "d");
        isPaused(Optional.of(boxes.id(boxes.commands)), 1, 4);
        boxes.admin
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
                .all()
                .get();
        var ended = resume().with(ExitCode.PARTLY_DONE);
        assertThat(ended.err()).contains(partition + ": offsets 1 to 2 are gone, deleted by retention");
        assertThat(ended.out()).contains("DONE  3 records: 1 applied, 2 missing\n");
        assertThat(filled()).containsExactly("d");
    }

    /// It is not waited for, nor is what comes in its place taken for it.
    @Test
    void what_the_partition_has_lost_is_told_and_counts_as_missing() throws Exception {
        boxes.put("a", "b");
        isPaused(Optional.of(boxes.id(boxes.commands)), 1, 10);
        var ended = resume().with(ExitCode.PARTLY_DONE);
        assertThat(ended.err()).contains(partition + ": offsets 2 to 9 are lost, the partition ends at 2");
        assertThat(ended.out()).contains("DONE  9 records: 1 applied, 8 missing\n");
        assertThat(run()).isEqualTo("DONE 2..2");
        boxes.put("c");
        assertThat(resume().with(ExitCode.FAILED).err()).contains("has ended");
        assertThat(filled()).containsExactly("b");
    }

    @Test
    void a_replay_of_which_nothing_is_there_any_more_ends() throws Exception {
        boxes.put("a", "b");
        isPaused(Optional.empty(), 500, 1000);
        assertThat(resume().with(ExitCode.PARTLY_DONE).out()).contains("DONE  500 records: 500 missing\n");
        assertThat(run()).isEqualTo("DONE 500..500");
        assertThat(filled()).isEmpty();
    }

    private void isPaused(Optional<UUID> topicId, long from, long to) throws SQLException {
        var scope = new ReplayScope(boxes.commands.name(), Optional.empty(), Optional.empty());
        try (var connection = boxes.database.connect()) {
            new ReplayRuns(connection)
                    .begin(
                            new Run("r-1", scope, topicId, true, 0, "PAUSED", Instant.EPOCH, Map.of()),
                            List.of(new Stretch(partition, from, to)));
        }
    }

    private Ended resume() {
        return Ended.of(new ReplaysCommand(_ -> boxes.open()), "replays", "resume", "r-1", "--execute");
    }

    /// Its status, and what is left of it.
    private String run() throws SQLException {
        return boxes.database
                .texts(
                        "SELECT status || ' ' || next_offset || '..' || to_offset FROM replays JOIN replay_partitions USING (run_id)")
                .getFirst();
    }

    private List<String> filled() throws SQLException {
        return boxes.database.texts("SELECT box FROM boxes ORDER BY box");
    }
}
