package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SchemaStateTest {

    @Test
    void tables_are_up_to_date_behind_or_of_another_version() throws SQLException {
        try (var database = BoxDatabase.of("9");
                var open = database.open()) {
            assertThat(open.schema().pending()).isPositive();
            assertThat(open.schema().foreign()).isZero();

            database.prepare();
            assertThat(open.schema()).isEqualTo(new SchemaState(open.schema().applied(), 0, 0));
            assertThat(open.schema().isEmpty()).isFalse();

            database.run("UPDATE flyway_schema_history SET checksum = 7 WHERE version = '2'");
            assertThat(open.schema().foreign()).isEqualTo(1);
            database.run("INSERT INTO flyway_schema_history SELECT 99, '990', 'later', type, script, 1, installed_by,"
                    + " installed_on, 1, true FROM flyway_schema_history WHERE version = '2'");
            assertThat(open.schema().foreign()).isEqualTo(2);

            database.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            assertThat(open.schema().isEmpty()).isTrue();
        }
    }
}
