package dev.orderly.messaging.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.BoxDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StateHashCommandTest {

    /// Its hash is a valid one, and says nothing to who compares it with nothing.
    @Test
    void a_service_that_knows_nothing_is_told() throws SQLException {
        try (var boxes = new BoxSite(BoxDatabase.fresh())) {
            assertThat(hash(boxes).err()).contains("0 rows: boxes knows nothing; if it should, see boxes doctor");
            boxes.database.run("INSERT INTO boxes VALUES ('a', 1, 1)");
            assertThat(hash(boxes).err()).isEqualTo("1 row\n");
        }
    }

    private static Ended hash(BoxSite boxes) {
        return Ended.of(new StateHashCommand(_ -> boxes.open()), "state-hash").done();
    }
}
