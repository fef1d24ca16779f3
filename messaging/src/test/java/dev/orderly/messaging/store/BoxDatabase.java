package dev.orderly.messaging.store;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A PostgreSQL database with the tables of [Boxes], as a service has it.
public final class BoxDatabase implements AutoCloseable {
    private final dev.orderly.compose.embedded.Database at;
    private final Database database;

    private BoxDatabase() {
        at = Brokers.shared().postgres().freshDatabase();
        database = open();
    }

    /// One whose tables an earlier version made.
    public static BoxDatabase of(String version) {
        var earlier = new BoxDatabase();
        var at = earlier.at;
        Flyway.configure()
                .dataSource(at.url(), at.user(), at.password())
                .locations("classpath:db/messaging", "classpath:db/boxes")
                .target(version)
                .load()
                .migrate();
        return earlier;
    }

    /// Connections of one's own, as those of another process.
    public Database open() {
        return new Database("boxes", new DatabaseSettings(at.url(), at.user(), new Secret(at.password())));
    }

    /// One without tables.
    public static BoxDatabase empty() {
        return new BoxDatabase();
    }

    public static BoxDatabase fresh() throws SQLException {
        var fresh = new BoxDatabase();
        fresh.database.prepare();
        return fresh;
    }

    public DataSource source() {
        return database.source();
    }

    Optional<String> prepare() throws SQLException {
        return database.prepare();
    }

    void keepPartitions() throws SQLException {
        database.keepPartitions();
    }

    /// A connection of one's own, without the service's settings.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(at.url(), at.user(), at.password());
    }

    public void run(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column.
    public List<String> texts(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
