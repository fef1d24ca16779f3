package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.BoxDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void the_last_tries_last_until_the_database_has_ended_an_autovacuum() throws SQLException {
        var database = BoxDatabase.fresh();
        var known = database.texts("SELECT setting FROM pg_settings WHERE name = 'deadlock_timeout' AND unit = 'ms'");
        database.close();
        var ends = Duration.ofMillis(Long.parseLong(known.getFirst()));

        var tries = Patience.ENOUGH.tries();
        assertThat(tries.subList(tries.size() - 3, tries.size()))
                .allSatisfy(last -> assertThat(last).isGreaterThan(ends.plusMillis(400)));
        assertThat(tries.getFirst())
                .as("most of the time nothing is in the way")
                .isLessThan(ends);
    }
}
