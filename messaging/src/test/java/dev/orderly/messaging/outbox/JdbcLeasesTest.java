package dev.orderly.messaging.outbox;

import dev.orderly.messaging.store.BoxDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;

class JdbcLeasesTest extends LeasesContract {
    private final BoxDatabase database = BoxDatabase.fresh();
    private final Leases leases = new JdbcLeases(database.source());

    JdbcLeasesTest() throws SQLException {}

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    Leases leases() {
        return leases;
    }

    @Override
    void expire(String lease) throws SQLException {
        database.run("UPDATE leases SET until = now() WHERE name = '" + lease + "'");
    }
}
