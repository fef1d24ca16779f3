package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTablesTest {

    @Test
    void they_are_what_the_migrations_make_beside_the_tables_of_a_month() throws SQLException {
        try (var database = BoxDatabase.fresh()) {
            var made = database.texts("""
                    SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
                    AND relname !~ '_[0-9]{4}_[0-9]{2}$' ORDER BY relname""");
            made.removeAll(List.of("boxes", "labels", "how_migrations_run", "flyway_schema_history"));
            assertThat(SharedTables.NAMES).containsExactlyElementsOf(made);
        }
    }
}
