package dev.orderly.messaging.deadletter;

import static dev.orderly.messaging.consumer.BoxService.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.event.Received.Header;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Dead letters that are mended before they are handed over.
class MendedPayloadTest {
    private static final String UNREADABLE = put("m-1", "b", 5).replace(":5", ":\"five\"");

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
    void an_edited_payload_is_handled_under_an_id_of_its_own_that_leads_to_the_first() {
        var broken = put("m-1", "b", 5).replace("\"things\":5", "\"things\":\"five\"");
        var id = desk.service.receive("box-commands", broken);
        assertThat(desk.run("redrive", id, "--execute").with(ExitCode.FAILED).out())
                .contains("it cannot be handled as it is: schema:/data/things", "mend it with --payload");

        assertThat(desk.run("show", id).done().out()).contains("  to mend   ");
        var whole = LetterDesk.file(put("m-1", "b", 5));
        assertThat(desk.run("redrive", id, "--payload", whole).done().out())
                .contains("can be handled now, with an id of its own");

        desk.run("redrive", id, "--execute", "--payload", whole).done();

        assertThat(desk.run("show", id).done().out())
                .contains("  status    redriven at ", "  it was    ", "redriven with an edited payload")
                .doesNotContain("to mend");
        assertThat(desk.things("b")).isEqualTo(5);
        assertThat(desk.text("convert_from(payload, 'UTF8')", id)).isEqualTo(broken);
        var mended = JsonMapper.shared().readTree(desk.text("convert_from(mended_payload, 'UTF8')", id));
        assertThat(mended.path("id").asString()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
        assertThat(mended.path("causationid").asString()).isEqualTo("m-1");
        assertThat(mended.path("correlationid").asString()).isEqualTo("m-1");
        assertThat(desk.told().getLast()).containsEntry("value", desk.text("convert_from(mended_payload, 'UTF8')", id));
        assertThat(desk.texts("SELECT causation_id FROM outbox WHERE type = 'box.added'"))
                .containsExactly(mended.path("id").asString());
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.things("b"))
                .as("under its old id it does not happen again")
                .isEqualTo(5);
    }

    @Test
    void in_binary_mode_the_new_id_is_a_header() {
        var id = desk.service.receive(
                "box-commands",
                "{\"box\":\"b\"}",
                header("ce_specversion", "1.0"),
                header("ce_type", "box.put"),
                header("ce_id", "m-1"),
                header("x-mine", "kept"));
        desk.run("redrive", id, "--execute", "--payload", LetterDesk.file("{\"box\":\"b\",\"things\":5}"))
                .done();
        assertThat(desk.things("b")).isEqualTo(5);
        assertThat(desk.told().getLast())
                .containsEntry("value", "{\"box\":\"b\",\"things\":5}")
                .containsEntry("ce_causationid", "m-1")
                .containsEntry("x-mine", "kept")
                .doesNotContainEntry("ce_id", "m-1");
    }

    @Test
    void an_edited_payload_that_cannot_be_read_changes_nothing() {
        var id = desk.buriedCommand("m-1", 5);
        for (var payload : new String[] {"not json", "{}", "{\"type\":\"box.put\",\"data\":{\"box\":\"b\"}}"}) {
            assertThat(desk.run("redrive", id, "--execute", "--payload", LetterDesk.file(payload))
                            .with(ExitCode.FAILED)
                            .out())
                    .contains("the edited payload cannot be handled: ");
        }
        var elsewhere = LetterDesk.file("{\"type\":\"box.burn\",\"data\":{}}");
        assertThat(desk.run("redrive", id, "--execute", "--payload", elsewhere)
                        .with(ExitCode.FAILED)
                        .out())
                .contains("its topic does not carry its type");
        assertThat(desk.status(id)).isEqualTo("OPEN 0");
        assertThat(desk.told()).hasSize(1);
    }

    @Test
    void a_message_whose_id_is_anothers_gets_one_of_its_own_with_an_edited_payload() {
        desk.service.receive("box-commands", put("m-1", "b", 5));
        var id = desk.service.receive("box-commands", put("m-1", "b", 7));
        assertThat(desk.run("redrive", id, "--execute").with(ExitCode.FAILED).out())
                .contains("another message of its id was handled; --payload gives it an id of its own");
        desk.run("redrive", id, "--execute", "--payload", LetterDesk.file(put("m-1", "b", 7)))
                .done();
        assertThat(desk.things("b")).isEqualTo(12);
    }

    /// Though nobody could tell what it was about when it came.
    @Test
    void one_that_was_sent_in_again_and_handled_is_not_handled_twice() {
        var id = desk.service.receive("box-commands", put("m-1", "b", 5).replace(":5", ":\"five\""));
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.run("redrive", id, "--execute", "--payload", LetterDesk.file(put("m-1", "b", 5)))
                        .with(ExitCode.FAILED)
                        .out())
                .contains("it was sent in again and handled meanwhile; discard it");
        assertThat(desk.things("b")).isEqualTo(5);
    }

    /// As it is redriven next time, too.
    @Test
    void one_that_fails_again_is_kept_as_it_was_edited() {
        var id = desk.service.receive("box-commands", "not json");
        desk.service.isBroken(true);
        assertThat(desk.run("redrive", id, "--execute", "--payload", LetterDesk.file(put("m-1", "b", 5)))
                        .with(ExitCode.FAILED)
                        .out())
                .contains("dead-lettered again: bug");
        assertThat(desk.text("convert_from(payload, 'UTF8')", id)).isEqualTo("not json");
        assertThat(desk.told().getLast()).containsEntry("value", desk.text("convert_from(mended_payload, 'UTF8')", id));
        desk.service.isBroken(false);
        desk.run("redrive", id, "--execute").done();
        assertThat(desk.things("b")).isEqualTo(5);
        assertThat(desk.status(id)).isEqualTo("REDRIVEN 1");
    }

    @Test
    void the_id_of_one_that_failed_again_is_free_and_after_it_was_discarded_too() {
        var id = failedAgain();
        desk.run("discard", id, "--because", "sent again", "--execute").done();
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.things("b")).isEqualTo(5);
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.service.outcomes()).endsWith("Handled", "Duplicate");
    }

    @Test
    void one_that_failed_again_and_was_sent_in_again_and_handled_is_not_handled_twice() {
        var id = failedAgain();
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.run("redrive", id, "--execute").with(ExitCode.FAILED).out())
                .contains("it was sent in again and handled meanwhile; discard it");
        assertThat(desk.things("b")).isEqualTo(5);
    }

    @Test
    void the_id_of_one_that_failed_again_is_taken_once_it_is_redriven_as_it_was_edited() {
        desk.run("redrive", failedAgain(), "--execute").done();
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.things("b")).isEqualTo(5);
        assertThat(desk.service.outcomes()).endsWith("DeadLettered");
    }

    @Test
    void an_id_under_which_another_dead_letter_was_handled_stays_taken() {
        var one = failedAgain();
        var other = desk.service.receive("box-commands", UNREADABLE);
        desk.run("redrive", other, "--execute", "--payload", LetterDesk.file(put("m-1", "b", 5)))
                .done();
        desk.run("discard", one, "--because", "sent again", "--execute").done();
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.things("b")).isEqualTo(5);
    }

    @Test
    void one_whose_id_was_anothers_and_that_failed_again_is_redriven_with_another_payload() {
        desk.service.receive("box-commands", put("m-1", "b", 5));
        var id = desk.service.receive("box-commands", put("m-1", "b", 7));
        failAgain(id);
        desk.run("redrive", id, "--execute", "--payload", LetterDesk.file(put("m-1", "b", 7)))
                .done();
        assertThat(desk.things("b")).isEqualTo(12);
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.service.outcomes()).endsWith("Duplicate");
    }

    /// Which did not free it when the edited message failed.
    @Test
    void an_id_that_an_earlier_version_has_left_taken_is_no_obstacle_and_is_freed() throws SQLException {
        var id = failedAgain();
        desk.database.run("INSERT INTO inbox (source, id, content) VALUES"
                + " ('/test', 'm-1', '00000000-0000-0000-0000-000000000000')");
        assertThat(desk.run("redrive", id).done().out()).contains("can be handled now");
        desk.run("discard", id, "--because", "sent again", "--execute").done();
        desk.service.receive("box-commands", put("m-1", "b", 5));
        assertThat(desk.things("b")).isEqualTo(5);
    }

    /// It came unreadable, was edited, and met a fault that is gone.
    private String failedAgain() {
        var id = desk.service.receive("box-commands", UNREADABLE);
        failAgain(id);
        return id;
    }

    private void failAgain(String id) {
        desk.service.isBroken(true);
        desk.run("redrive", id, "--execute", "--payload", LetterDesk.file(put("m-1", "b", 5)))
                .with(ExitCode.FAILED);
        desk.service.isBroken(false);
        assertThat(desk.status(id)).isEqualTo("OPEN 1");
    }

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
