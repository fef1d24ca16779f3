package dev.orderly.messaging.deadletter;

import static dev.orderly.messaging.consumer.BoxService.put;
import static dev.orderly.messaging.consumer.BoxService.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Dead letters that are left out for good.
class DiscardTest {
    private LetterDesk desk;

    @BeforeEach
    void open() throws SQLException {
        desk = new LetterDesk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void it_is_kept_with_the_reason_and_the_topic_tells_of_it() {
        var id = desk.service.receive("box-commands", "not json");

        var shown = desk.run("discard", id, "--because", "a typo").done();
        assertThat(shown.out()).contains(id + "  ?  (json)  can be discarded");
        assertThat(desk.status(id)).isEqualTo("OPEN 0");

        var done = desk.run("discard", id, "--because", "a typo", "--execute").done();
        assertThat(done.err()).contains("1 of 1 discarded");
        assertThat(desk.status(id)).isEqualTo("DISCARDED 0");
        assertThat(desk.text("because", id)).isEqualTo("a typo");
        assertThat(desk.told().getLast())
                .containsEntry("dlt-status", "discarded")
                .containsEntry("dlt-because", "a typo")
                .containsEntry("value", "none");
        assertThat(desk.run("discard", id, "--because", "again", "--execute")
                        .with(ExitCode.FAILED)
                        .out())
                .contains("it was discarded");
        assertThat(desk.text("because", id)).isEqualTo("a typo");
    }

    /// Else the projection would wait for its number for ever.
    @Test
    void the_number_of_a_fact_counts_as_seen_and_what_waited_is_let_go() {
        desk.service.receive("label-events", written("b", 1, "\"a\""));
        var id = desk.service.receive("label-events", written("b", 2, "17"));
        desk.service.receive("label-events", written("b", 3, "\"c\""));
        desk.service.receive("label-events", written("b", 4, "\"d\""));

        assertThat(desk.run("discard", id, "--because", "lost", "--execute")
                        .done()
                        .out())
                .contains("discarded; 2 released");
        assertThat(desk.words("b")).isEqualTo("acd");
        assertThat(desk.version("b")).isEqualTo(4);
        desk.service.receive("label-events", written("b", 5, "\"e\""));
        assertThat(desk.words("b")).isEqualTo("acde");
    }

    @Test
    void its_number_has_its_turn_even_where_facts_before_it_are_missing() {
        var id = desk.service.receive("label-events", written("b", 2, "17"));
        desk.service.receive("label-events", written("b", 3, "\"c\""));
        assertThat(desk.run("discard", id, "--because", "lost", "--execute")
                        .done()
                        .out())
                .contains("discarded; its number waits for an earlier fact; 1 waiting behind it");
        assertThat(desk.words("b")).isEmpty();
        desk.service.receive("label-events", written("b", 1, "\"a\""));
        desk.service.recall();
        assertThat(desk.words("b")).isEqualTo("ac");
        assertThat(desk.version("b")).isEqualTo(3);
    }

    @Test
    void many_are_meant_by_what_they_have_in_common() {
        desk.service.receive("box-commands", "not json");
        desk.service.receive("box-commands", "nor this");
        var other = desk.service.receive("box-commands", put("m", "b", 1).replace("1", "true"));
        assertThat(desk.run("discard", "--reason", "json", "--because", "noise", "--execute")
                        .done()
                        .err())
                .contains("2 of 2 discarded");
        assertThat(desk.status(other)).isEqualTo("OPEN 0");
        assertThat(desk.run("discard", "--reason", "json", "--because", "noise", "--execute")
                        .done()
                        .err())
                .contains("no open dead letter matches");
    }

    @Test
    void without_a_reason_or_with_nothing_that_is_meant_it_is_wrong_usage() {
        var id = desk.service.receive("box-commands", "not json");
        assertThat(desk.run("discard", id, "--execute")
                        .with(ExitCode.WRONG_USAGE)
                        .err())
                .contains("--because");
        desk.run("discard", id, "--because", " ", "--execute").with(ExitCode.WRONG_USAGE);
        assertThat(desk.run("discard", "--because", "noise")
                        .with(ExitCode.WRONG_USAGE)
                        .err())
                .contains("say which");
        desk.run("discard", id, "--reason", "json", "--because", "noise").with(ExitCode.WRONG_USAGE);
        assertThat(desk.status(id)).isEqualTo("OPEN 0");
    }
}
