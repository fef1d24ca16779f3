package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Whoever looks into a database with `psql` is told there what each table and column is.
class ExplainedTablesTest {
    private static final String UNEXPLAINED = """
            SELECT c.relname, part.name FROM pg_class c CROSS JOIN LATERAL (
              SELECT 'the table' AS name, 0 AS number
              UNION ALL SELECT attname, attnum FROM pg_attribute
              WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) part
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname <> 'flyway_schema_history'
              AND NOT EXISTS (SELECT FROM pg_description WHERE objoid = c.oid AND objsubid = part.number)""";

    private final SystemUnderTest system = SystemUnderTest.shared();

    @Test
    void every_table_and_column_says_what_it_is() {
        for (var service : system.services()) {
            assertThat(system.rows(service).of(UNEXPLAINED)).as(service.service).isEmpty();
        }
    }
}
