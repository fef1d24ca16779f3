package dev.orderly.messaging.deadletter;

import static dev.orderly.messaging.consumer.BoxService.put;
import static dev.orderly.messaging.consumer.BoxService.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.event.Received.Header;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Dead letters as they are looked at.
class DeadLetterCommandsTest {
    private LetterDesk desk;
    private String noJson;
    private String wrongField;
    private String fact;

    @BeforeEach
    void open() throws SQLException {
        desk = new LetterDesk();
        noJson = desk.service.receive(
                "box-commands",
                "not \u001b[2J json",
                new Header("x-\u202e", "line\nbreak".getBytes(StandardCharsets.UTF_8)),
                new Header("x-bytes", new byte[] {(byte) 0xff, 0}),
                new Header("x-none", null));
        wrongField = desk.service.receive("box-commands", put("m", "b", 5).replace(":5", ":\"five\""));
        fact = desk.service.receive("label-events", written("ada", 1, "17"));
        desk.service.receive("label-events", written("ada", 2, "\"b\""));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void the_list_has_a_line_for_each_and_counts_all_by_reason() {
        var all = desk.run("list").done();
        assertThat(all.out().lines().map(line -> line.replaceAll(" {2,}", "  ").replaceAll("20\\S+Z", "TIME")))
                .containsExactly(
                        "ID  BURIED  STATUS  REASON  TYPE  SUBJECT  ATTEMPTS  HOPS  WAITING",
                        fact + "  TIME  open  schema:/data/words  label.written  ada  1  0  1",
                        wrongField + "  TIME  open  schema:/data/things  box.put  1  0  0",
                        noJson + "  TIME  open  json  ?  1  0  0",
                        "",
                        "COUNT  REASON",
                        "1  json",
                        "1  schema:/data/things",
                        "1  schema:/data/words");
        assertThat(all.err()).isEmpty();

        var one = desk.run("list", "--limit", "1").done();
        assertThat(one.out()).contains(fact, "schema:/data/things").doesNotContain(wrongField);
        assertThat(one.err()).contains("1 of 3 are shown; --limit shows more");
    }

    @ParameterizedTest
    @CsvSource({
        "--reason, schema, 2",
        "--reason, schema:/data/words, 1",
        "--topic, label-events, 1",
        "--type, box.put, 1",
        "--type, ?, 1",
        "--subject, ada, 1",
        "--since, 1h, 3",
        "--since, 2020-01-01, 3",
        "--since, 2020-01-01T10:00:00+02:00, 3",
        "--since, 0s, 0",
        "--status, discarded, 0",
        "--status, all, 3",
    })
    void filters_say_which(String option, String value, int count) {
        var json = JsonMapper.shared()
                .readTree(desk.run("list", option, value, "--json").done().out());
        assertThat(json.path("total").asInt()).isEqualTo(count);
        assertThat(json.path("deadLetters").size()).isEqualTo(count);
    }

    @Test
    void what_was_buried_before_is_left_out_by_since() throws SQLException {
        desk.database.run("UPDATE dead_letters SET buried_at = '%s' WHERE topic = 'label-events'"
                .formatted(Instant.now().minus(Duration.ofHours(3))));
        assertThat(desk.run("list", "--since", "2h").done().out())
                .contains(noJson)
                .doesNotContain(fact);
        assertThat(desk.run("list", "--type", "box.burn").done().err()).contains("no dead letter matches");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--reason | jsno | ; there is no reason 'jsno', did you mean json?; there are empty, json, type, ",
                "--topic | box-comands | ; there is no topic 'box-comands', did you mean box-commands?; there are box-",
                "--type | box.pt | ; there is no type 'box.pt', did you mean box.put?; there are box.put, ",
                "--reason | xyz | ; there is no reason 'xyz'; there are empty, ",
            })
    void what_may_be_misspelt_where_nothing_matches_is_told_with_what_was_meant(
            String option, String value, String told) {
        var expected = option.equals("--type") ? ExitCode.DONE : ExitCode.WRONG_USAGE; // some are of unknown types
        assertThat(desk.run("list", option, value).with(expected).err()).contains("no dead letter matches" + told);
        assertThat(desk.run("redrive", option, value).with(expected).err())
                .contains("no open dead letter matches" + told);
    }

    @ParameterizedTest
    @CsvSource({"--reason, too-large", "--reason, too", "--reason, schema:/data/none", "--status, discarded"})
    void what_is_right_and_matches_nothing_is_not_doubted(String option, String value) {
        assertThat(desk.run("list", option, value).done().err()).isEqualTo("no dead letter matches\n");
    }

    @Test
    void what_is_shown_is_whole_and_does_nothing_to_a_terminal() {
        var shown = desk.run("show", noJson).done().out();
        assertThat(shown)
                .contains("status    open", "reason    json", "attempts  1", "hops      0")
                .contains("lay in    box-commands, partition 0, offset 0")
                .contains("x-\\u202e: line\\nbreak", "x-bytes: 0x ff 00", "x-none: none")
                .contains("6e 6f 74 20 1b 5b 32 4a 20 6a 73 6f 6e", "not .[2J json")
                .contains("buried: json, ", "waiting behind it: 0")
                .doesNotContain("\u001b", "\u202e");

        assertThat(desk.run("show", fact).done().out())
                .contains(
                        "number    1 of label-events/label/ada",
                        "\"words\" : 17",
                        "waiting behind it: 1",
                        "number 2 since");

        var json = JsonMapper.shared()
                .readTree(desk.run("show", noJson, "--json").done().out());
        assertThat(json.at("/payload/base64").asString()).isEqualTo("bm90IBtbMkogcHNvbg==".replace("cHNv", "anNv"));
        assertThat(json.at("/headers/1/value/base64").asString()).isEqualTo("/wA=");
        assertThat(json.at("/history/0/event").asString()).isEqualTo("BURIED");
    }

    @Test
    void the_history_tells_burials_and_decisions() {
        desk.run("redrive", wrongField, "--execute", "--payload", LetterDesk.file(put("m", "b", 5)))
                .done();
        desk.run("discard", noJson, "--because", "a typo", "--execute").done();
        assertThat(desk.run("show", wrongField).done().out())
                .contains(
                        "status    redriven at ",
                        "redriven with an edited payload",
                        "mended payload",
                        "\"things\" : 5");
        assertThat(desk.run("show", noJson).done().out()).contains("because   a typo", "discarded: a typo");
    }

    @ParameterizedTest
    @CsvSource({
        "'list --limit 0', WRONG_USAGE, '--limit is 0; it must be from 1 to 10000'",
        "'list --since tomorrow', WRONG_USAGE, '--since is ''tomorrow'''",
        "'list --status lost', WRONG_USAGE, '--status is ''lost''; it must be open, redriven, discarded or all'",
        "'show 42', WRONG_USAGE, 'topic:partition:offset, such as order-commands:3:42'",
        "'show box-commands:0:99', FAILED, 'there is no dead letter box-commands:0:99'",
        "'redrive', WRONG_USAGE, 'say which: either ids'",
        "'redrive box-commands:0:0 --payload /nowhere', WRONG_USAGE, 'which cannot be read; name a file'",
        "'redrive --reason json --payload /nowhere', WRONG_USAGE, '--payload is for one dead letter'",
        "'redrive box-commands:0:99', FAILED, '0 of 1 would be redriven'",
        "'bury', WRONG_USAGE, 'bury'",
        "'', WRONG_USAGE, 'say what to do: list, show, redrive, discard'",
    })
    void what_cannot_be_done_is_told_in_a_line(String arguments, ExitCode code, String line) {
        var words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        assertThat(desk.run(words).with(code).err()).contains(line).hasLineCount(1);
    }

    @Test
    void where_some_can_be_done_it_is_partly_done() {
        assertThat(desk.run("discard", noJson, "box-commands:0:99", "--because", "x", "--execute")
                        .with(ExitCode.PARTLY_DONE)
                        .out())
                .contains("box-commands:0:99  there is no dead letter of this id");
        assertThat(desk.status(noJson)).isEqualTo("DISCARDED 0");
    }

    @Test
    void tables_of_another_version_are_told_of() throws SQLException {
        desk.database.run("ALTER TABLE dead_letters DROP COLUMN mended_payload");
        assertThat(desk.run("show", noJson).with(ExitCode.FAILED).err())
                .contains(
                        "the tables of the database at here are not this version's; start boxes once to bring older tables up to date",
                        "mended_payload");
    }

    @Test
    void each_has_its_help() {
        for (var command : new String[] {"list", "show", "redrive", "discard"}) {
            assertThat(desk.run(command, "--help").done().out()).contains(command, "--json");
        }
        assertThat(desk.run("--help").done().out()).contains("list", "show", "redrive", "discard");
    }
}
