package dev.orderly.messaging.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/// Leases as rows; the database's clock decides when one expires, so that no two instances' clocks are compared.
public final class JdbcLeases implements Leases {
    private static final String ACQUIRE = """
            INSERT INTO leases AS l (name, owner, epoch, until) VALUES (?, ?, 1, now() + ? * interval '1 millisecond')
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until,
              epoch = l.epoch + CASE WHEN l.owner = excluded.owner AND l.until > now() THEN 0 ELSE 1 END
            WHERE l.until <= now() OR l.owner = excluded.owner
            RETURNING epoch""";

    private static final String RELEASE = "UPDATE leases SET until = now() WHERE name = ? AND owner = ? AND epoch = ?";

    private final DataSource database;

    public JdbcLeases(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<Lease> acquire(String name, String owner, Duration time) {
        try (var connection = database.getConnection();
                var acquire = connection.prepareStatement(ACQUIRE)) {
            connection.setAutoCommit(true);
            acquire.setString(1, name);
            acquire.setString(2, owner);
            acquire.setLong(3, time.toMillis());
            try (var row = acquire.executeQuery()) {
                return row.next() ? Optional.of(new Lease(name, owner, row.getLong(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new OutboxException("the lease " + name + " cannot be asked for", e);
        }
    }

    @Override
    public void release(Lease lease) {
        try (var connection = database.getConnection();
                var release = connection.prepareStatement(RELEASE)) {
            connection.setAutoCommit(true);
            release.setString(1, lease.name());
            release.setString(2, lease.owner());
            release.setLong(3, lease.epoch());
            release.executeUpdate();
        } catch (SQLException e) {
            throw new OutboxException("the lease " + lease.name() + " cannot be given back", e);
        }
    }
}
