package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.deadletter.LetterDesk;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whatever the service has made of a topic, its shadow makes the same of it.
class ShadowFoldTest {
    private final LetterDesk desk = new LetterDesk();
    private final ShadowBench bench = new ShadowBench(desk);

    ShadowFoldTest() throws SQLException {}

    @AfterEach
    void close() throws SQLException {
        bench.close();
        desk.close();
    }

    @Test
    void facts_that_waited_are_folded_by_their_numbers_and_those_that_still_wait_are_not() throws Exception {
        label("a", 1, 3, 2, 5);
        bench.isLike("a 2 ");
        desk.service.recall();
        assertThat(desk.version("a")).isEqualTo(3);

        bench.isLike("a 3 ");
    }

    @Test
    void what_was_not_handled_is_not_folded() throws Exception {
        label("a", 1, 2);
        bench.unhandled(BoxService.written("a", 3, "\"3\""));
        desk.database.run("UPDATE handled_offsets SET offsets = offsets + '{[900001, 900002)}'");

        bench.isLike("a 2 ");
    }

    @Test
    void a_fact_that_can_be_read_and_is_a_dead_letter_all_the_same_is_not_folded() throws Exception {
        label("a", 1);
        var reused = BoxService.written("a", 2, "\"2\"").replace("\"id\":\"a-2\"", "\"id\":\"a-1\"");
        assertThat(desk.status(desk.service.receive("label-events", reused))).isEqualTo("OPEN 0");

        bench.isLike("a 1 ");
    }

    @Test
    void in_the_place_of_a_dead_letter_stands_what_was_decided_about_it() throws Exception {
        var open = brokenSecond("open");
        var mended = brokenSecond("mended");
        var discarded = brokenSecond("discarded");
        bench.isLike("discarded 1 ", "mended 1 ", "open 1 ");
        redrive(mended, "mended");
        desk.run("discard", discarded, "--execute", "--because", "a typo").done();
        assertThat(desk.version("discarded")).isEqualTo(3);
        assertThat(desk.words("mended")).isEqualTo("1edited3");

        bench.isLike("discarded 3 ", "mended 3 ", "open 1 ");
        redrive(open, "open");
        bench.isLike("discarded 3 ", "mended 3 ", "open 3 ");
    }

    /// It lay in a topic that was lost; in the one that was filled again it was passed over, since its number had
    /// counted.
    @Test
    void what_was_decided_stands_where_the_fact_lies_again_too() throws Exception {
        redrive(brokenSecond("mended"), "mended");
        desk.run("discard", brokenSecond("discarded"), "--execute", "--because", "a typo")
                .done();
        desk.database.run("UPDATE dead_letters SET topic_id = gen_random_uuid()");

        bench.isLike("discarded 3 ", "mended 3 ");
        label("mended", 4);
        bench.isLike("discarded 3 ", "mended 4 ");
    }

    /// A relay repeated it: two dead letters, of which the second was redriven before the first was discarded.
    @Test
    void of_two_decisions_about_one_fact_the_first_stands() throws Exception {
        var first = brokenSecond("a");
        var second = desk.service.receive("label-events", BoxService.written("a", 2, "17"));
        assertThat(second).isNotEqualTo(first);
        redrive(second, "a");
        desk.run("discard", first, "--execute", "--because", "it is there twice")
                .done();
        assertThat(desk.words("a")).isEqualTo("1edited3");

        bench.isLike("a 3 ");
    }

    @Test
    void one_that_waited_and_became_a_dead_letter_then_stands_there_as_it_was_decided() throws Exception {
        var second = brokenSecond("a");
        var fourth = desk.service.receive("label-events", BoxService.written("a", 4, "17"));
        bench.isLike("a 1 ");
        redrive(second, "a");
        assertThat(desk.status(fourth)).isEqualTo("OPEN 0");
        desk.database.run("UPDATE dead_letters SET leader_epoch = -1");
        desk.run("redrive", fourth, "--execute", "--payload", LetterDesk.file(BoxService.written("a", 4, "\"4\"")))
                .done();

        bench.isLike("a 4 ");
    }

    @Test
    void one_that_is_redriven_and_waits_for_an_earlier_fact_waits_in_the_shadow_too() throws Exception {
        var broken = desk.service.receive("label-events", BoxService.written("a", 2, "17"));
        desk.run(
                "redrive", broken, "--execute", "--payload", LetterDesk.file(BoxService.written("a", 2, "\"edited\"")));
        assertThat(desk.status(broken)).isEqualTo("REDRIVEN 0");

        bench.isLike();
        label("a", 1);
        desk.service.recall();
        bench.isLike("a 2 ");
    }

    @Test
    void what_was_set_aside_before_leader_epochs_were_noted_is_told_by_its_time() throws Exception {
        brokenSecond("open");
        label("early", 1, 3);
        desk.database.run("UPDATE dead_letters SET leader_epoch = -1");
        desk.database.run("UPDATE waiting SET leader_epoch = -1");
        bench.isLike("early 1 ", "open 1 ");

        label("early", 2);
        desk.service.recall();
        bench.isLike("early 3 ", "open 1 ");
    }

    @Test
    void a_readable_dead_letter_of_before_leader_epochs_is_not_folded_and_one_of_another_time_is_another()
            throws Exception {
        label("a", 1);
        var reused = BoxService.written("a", 2, "\"2\"").replace("\"id\":\"a-2\"", "\"id\":\"a-1\"");
        desk.service.receive("label-events", reused);
        desk.database.run("UPDATE dead_letters SET leader_epoch = -1");
        bench.isLike("a 1 ");

        label("b", 1);
        desk.database.run("UPDATE dead_letters SET \"offset\" = 2, appended_at = appended_at + interval '1 s'");
        bench.isLike("a 1 ", "b 1 ");
    }

    /// As a recovery leaves them: the dead letter is told by its own topic, what waits by the fact's.
    @Test
    void one_that_waits_with_a_leader_epoch_is_the_dead_letter_that_had_none() throws Exception {
        var second = desk.service.receive("label-events", BoxService.written("a", 2, "17"));
        desk.run(
                "redrive", second, "--execute", "--payload", LetterDesk.file(BoxService.written("a", 2, "\"edited\"")));
        assertThat(desk.status(second)).isEqualTo("REDRIVEN 0");
        desk.database.run("UPDATE dead_letters SET leader_epoch = -1");
        bench.isLike();

        label("a", 1);
        desk.service.recall();
        bench.isLike("a 2 ");
    }

    /// At every moment, whatever was decided since the last round.
    @Test
    void round_by_round_it_follows_a_service_that_goes_on() throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            try (var other = new LetterDesk();
                    var following = new ShadowBench(other)) {
                new Chance(other, new Random(seed)).happens(following);
            }
        }
    }

    @Test
    void it_tells_which_fact_is_missing_before_others() throws Exception {
        label("a", 1, 2, 3);
        bench.lose(1);

        assertThatThrownBy(bench::round)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("topic label-events lacks fact 2 of a, and later ones were handled")
                .hasMessageContaining("reconcile --execute");
    }

    private void label(String box, int... numbers) {
        for (var number : numbers) {
            desk.service.receive("label-events", BoxService.written(box, number, "\"" + number + "\""));
        }
    }

    /// A second fact that cannot be read, with a third that waits behind it.
    private String brokenSecond(String box) {
        label(box, 1);
        var id = desk.service.receive("label-events", BoxService.written(box, 2, "17"));
        label(box, 3);
        return id;
    }

    private void redrive(String id, String box) {
        desk.run("redrive", id, "--execute", "--payload", LetterDesk.file(BoxService.written(box, 2, "\"edited\"")))
                .done();
    }
}
