package dev.orderly.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.consumer.BoxService;
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
                                + "-0, has offsets 0 to 2; the latest of all was appended at 20",
                        "nothing is done\n");
        assertThat(replay("--from", "999", "--execute").err()).contains("nothing is done\n");
        assertThat(boxes.database.texts("SELECT topic_id FROM replays")).isEmpty();
        assertThat(replay("--from", "0", "--partition", "1").err())
                .contains("no record lies between --from and --to; there is none\n");
        assertThat(replay("--from", "2").err()).doesNotContain("no record");
    }

    @Test
    void a_type_that_nobody_knows_is_wrong_usage_with_what_was_meant() throws Exception {
        boxes.put("a");
        assertThat(run("--from", "earliest", "--type", "box.putt", "--execute")
                        .with(ExitCode.WRONG_USAGE)
                        .err())
                .contains("boxes does not know type box.putt, did you mean box.put?; topic " + boxes.commands.name()
                        + " carries box.put; no record between --from and --to is of that type");
        assertThat(boxes.database.texts("SELECT topic_id FROM replays")).isEmpty();
        assertThat(replay("--from", "earliest", "--type", "box.put").err())
                .doesNotContain("does not know", "no record");
    }

    @Test
    void a_type_that_lies_in_the_topic_is_replayed_though_nobody_knows_it() throws Exception {
        boxes.put("a");
        boxes.send(boxes.commands, BoxService.put("b-1", "b", 1).replace("box.put", "box.burn"));
        assertThat(replay("--from", "earliest", "--type", "box.burn").err())
                .contains("boxes does not know type box.burn; topic " + boxes.commands.name() + " carries box.put\n")
                .doesNotContain("no record");
    }

    @Test
    void a_topic_that_the_service_does_not_read_is_told_with_what_was_meant() {
        var name = boxes.commands.name();
        assertThat(Ended.of(new ReplayCommand(_ -> boxes.open()), "replay", name + "s", "--from", "0")
                        .with(ExitCode.WRONG_USAGE)
                        .err())
                .contains("boxes does not read topic " + name + "s, did you mean " + name + "?; it reads ");
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
        return run(more).done();
    }

    private Ended run(String... more) {
        var line = Stream.concat(Stream.of("replay", boxes.commands.name()), List.of(more).stream());
        return Ended.of(new ReplayCommand(_ -> boxes.open()), line.toArray(String[]::new));
    }
}
