package dev.orderly.messaging.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.recovery.RecoverCommand;
import dev.orderly.messaging.store.BoxDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbsentTablesTest {
    private static final String ANEW =
            "DROP SCHEMA public CASCADE; CREATE SCHEMA public; then: orderly boxes recover --execute";

    @Test
    void a_derived_table_is_rebuilt_and_any_other_recovered_with_all_of_the_database() throws SQLException {
        var tables = new AbsentTables("boxes", List.of("boxes", "labels", "inbox"), Set.of("labels"));
        try (var database = BoxDatabase.fresh();
                var connection = database.connect()) {
            assertThat(tables.look(connection)).isEmpty();
            database.run("DROP TABLE boxes, labels");
            assertThat(tables.look(connection))
                    .extracting(each -> each.why() + ": " + each.mend())
                    .containsExactly(
                            "table boxes is gone: when all of outbox is in Kafka, as the doctor tells: " + ANEW,
                            "table labels is gone: orderly boxes rebuild --execute");
        }
    }

    @Test
    void commands_name_the_table_and_what_mends_it() throws Exception {
        try (var boxes = new BoxSite(BoxDatabase.fresh()).withTopics()) {
            boxes.database.run("DROP TABLE boxes");
            for (var command :
                    List.of(new StateHashCommand(_ -> boxes.open()), new RecoverCommand(_ -> boxes.open()))) {
                var name = command instanceof StateHashCommand ? "state-hash" : "recover";
                assertThat(Ended.of(command, name).with(ExitCode.FAILED).err())
                        .contains("table boxes is gone; when all of outbox is in Kafka, as the doctor tells: " + ANEW);
            }
            boxes.send(boxes.events, BoxSite.added("1", "a", 1));
            assertThat(Ended.of(new RecoverCommand(_ -> boxes.open()), "recover", "--execute")
                            .with(ExitCode.FAILED)
                            .err())
                    .contains("table boxes is gone; " + ANEW);
        }
    }
}
