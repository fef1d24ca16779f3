package dev.orderly.messaging.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.topology.Agreement.Behind;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class NotThereTest {
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @Test
    void an_empty_list_of_a_whole_database_is_just_empty() throws SQLException {
        assertThat(told(_ -> Optional.empty())).isEqualTo("no box matches\n");
    }

    @Test
    void on_a_database_that_lacks_rows_it_is_no_answer() {
        assertThatThrownBy(() -> told(_ -> Optional.of(new Disagreement(Behind.DATABASE, "it lacks facts", "recover"))))
                .isInstanceOf(Failure.class)
                .hasMessage("it lacks facts; first: recover");
        assertThat(talk.toString(StandardCharsets.UTF_8)).isEqualTo("no box matches\n");
    }

    @Test
    void one_thing_that_is_missing_on_a_database_that_lacks_rows_is_told_with_what_mends_it() throws SQLException {
        try (var boxes = new BoxSite(BoxDatabase.empty());
                var site = boxes.open()) {
            StartCheck lacks = _ -> Optional.of(new Disagreement(Behind.DATABASE, "it lacks facts", "recover"));
            assertThat(NotThere.missing("there is no box b", lacks, site, output()))
                    .hasMessage("there is no box b; it lacks facts; first: recover");
            assertThat(NotThere.missing("there is no box b", _ -> Optional.empty(), site, output()))
                    .hasMessage("there is no box b");
        }
    }

    @Test
    void what_topics_have_lost_the_database_has() throws SQLException {
        assertThat(told(_ -> Optional.of(new Disagreement(Behind.TOPICS, "it has lost records", "reconcile"))))
                .isEqualTo("no box matches\n");
    }

    /// A list is there when Kafka is not.
    @Test
    void an_empty_list_says_that_nobody_could_look_whether_it_should_be() throws SQLException {
        var looked = "no box matches\nwhether the database has lost any was not looked at: ";
        assertThat(told(_ -> {
                    throw Failure.unreachable("Kafka", "refused", "start it");
                }))
                .isEqualTo(looked + "Kafka cannot be reached: refused; start it\n");
        assertThat(told(_ -> {
                    throw new TimeoutException("no answer");
                }))
                .startsWith(looked);
    }

    private Output output() {
        return new Output(new PrintStream(talk), new PrintStream(talk, true, StandardCharsets.UTF_8), false);
    }

    private String told(StartCheck check) throws SQLException {
        try (var boxes = new BoxSite(BoxDatabase.empty());
                var site = boxes.open()) {
            NotThere.tell("no box matches", check, site, output());
        }
        return talk.toString(StandardCharsets.UTF_8);
    }
}
