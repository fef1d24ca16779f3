package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.store.StoreException.Trouble;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class SqlTroubleTest {

    @Test
    void what_a_pool_has_wrapped_is_told() {
        var why = new SQLException("Connection refused", "08001", new ConnectException("Connection refused"));
        var away = SqlTrouble.of(new SQLTransientConnectionException("request timed out (total=0)", "08001", why));
        assertThat(away).hasMessage("PostgreSQL: SQLSTATE 08001, nobody listens there");
        assertThat(away.trouble()).isEqualTo(Trouble.UNAVAILABLE);
        assertThat(SqlTrouble.of(new SQLException("the pool is closed"))).hasMessage("PostgreSQL: the pool is closed");
        assertThat(SqlTrouble.of(new SQLException("ERROR: relation \"customers\" does not exist", "42P01")))
                .hasMessage("PostgreSQL: SQLSTATE 42P01, ERROR: relation \"customers\" does not exist");
    }

    @Test
    void a_database_that_is_away_is_told_from_a_statement_that_fails() {
        for (var away : new String[] {null, "08006", "28P01", "3D000", "57P01", "57P03"}) {
            assertThat(SqlTrouble.isAway(new SQLException("away", away)))
                    .as(away)
                    .isTrue();
        }
        for (var failed : new String[] {"42P01", "42501", "57014", "23505", "53100"}) {
            assertThat(SqlTrouble.isAway(new SQLException("failed", failed)))
                    .as(failed)
                    .isFalse();
        }
    }
}
