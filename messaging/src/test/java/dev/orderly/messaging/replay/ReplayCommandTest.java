package dev.orderly.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.operator.BoxSite;
import dev.orderly.messaging.operator.Ended;
import dev.orderly.messaging.store.BoxDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who asks for what is not there is told what is.
class ReplayCommandTest {
    private final BoxSite boxes = new BoxSite(BoxDatabase.fresh()).withTopics();

    ReplayCommandTest() throws SQLException {}

    @AfterEach
    void close() {
        boxes.close();
    }

    @Test
    void a_range_without_a_record_is_told_beside_the_offsets_that_there_are() throws Exception {
        boxes.put("a", "b", "c");
        assertThat(replay("--from", "999", "--partition", "0").err())
                .contains(
                        "no record lies between --from and --to; the longest, " + boxes.commands.name()
                                + "-0, has offsets 0 to 2, the last was appended at 20",
                        "nothing is done\n");
        assertThat(replay("--from", "999", "--execute").err()).contains("nothing is done\n");
        assertThat(boxes.database.texts("SELECT topic_id FROM replays")).isEmpty();
        assertThat(replay("--from", "0", "--partition", "1").err())
                .contains("no record lies between --from and --to; there is none\n");
        assertThat(replay("--from", "2").err()).doesNotContain("no record");
    }

    @Test
    void a_type_that_the_topic_does_not_carry_is_told_beside_those_that_it_does() throws Exception {
        boxes.put("a");
        assertThat(replay("--from", "earliest", "--type", "box.putt").err())
                .contains(
                        "boxes does not know type box.putt; topic " + boxes.commands.name() + " carries box.put\n",
                        "no record is in its scope");
        assertThat(replay("--from", "earliest", "--type", "box.put").err())
                .doesNotContain("does not know", "no record");
    }

    @Test
    void a_rate_below_none_is_refused() {
        assertThat(Ended.of(
                                new ReplayCommand(_ -> boxes.open()),
                                "replay",
                                boxes.commands.name(),
                                "--from",
                                "0",
                                "--rate",
                                "-5")
                        .with(ExitCode.WRONG_USAGE)
                        .err())
                .contains("--rate is -5; it must be 0 or more");
    }

    private Ended replay(String... more) {
        var line = Stream.concat(Stream.of("replay", boxes.commands.name()), List.of(more).stream());
        return Ended.of(new ReplayCommand(_ -> boxes.open()), line.toArray(String[]::new))
                .done();
    }
}
