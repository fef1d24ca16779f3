package dev.orderly.notification;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.operator.Effects;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.Secret;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.telemetry.Telemetry;
import dev.orderly.messaging.topology.KafkaClients;
import dev.orderly.schemas.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A PostgreSQL of its own, with the service's tables.
final class Database implements AutoCloseable {
    /// As the service's connections plan.
    private static final String LOOKUPS = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    private final EmbeddedPostgres server;
    private final HikariDataSource pool;

    /// @param durable with `fsync`, as in earnest
    Database(boolean durable) {
        try {
            var on = durable ? "on" : "off";
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", on)
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", on)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(8);
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("options", LOOKUPS);
        pool = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/messaging", "classpath:db/notification-service")
                .load()
                .migrate();
    }

    DataSource pool() {
        return pool;
    }

    JdbcStore store() {
        return new JdbcStore(pool, List.of(RecipientsTable.TABLE, MailboxesTable.TABLE, LettersTable.TABLE));
    }

    Line line(InstantSource clock, Telemetry telemetry) {
        return new Line(
                "notification-service",
                store(),
                List.of(Recipients.RECIPIENTS, Letters.LETTERS, Mailboxes.MAILBOXES),
                new Publication(Story.SOURCE, List.of(Topics.NOTIFICATION_EVENTS)),
                clock,
                telemetry,
                () -> {});
    }

    /// As an operator's command finds it.
    Site site() {
        var address = server.getJdbcUrl("postgres", "postgres");
        var settings = new DatabaseSettings(address, "postgres", new Secret("postgres"));
        return new Site(
                "notification-service",
                settings.address(),
                new dev.orderly.messaging.store.Database("notification-service", settings),
                new KafkaClients("notification-service", Map.of()),
                1,
                List.of(Topics.NOTIFICATION_EVENTS),
                List.of(RecipientsTable.TABLE, LettersTable.TABLE, MailboxesTable.TABLE),
                List.of(),
                new LetterRecollection(),
                Effects.NONE,
                Optional.empty());
    }

    void execute(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Users u-0, u-1 ... and a letter that is due to each, l-0, l-1 ...
    void fill(int letters) throws SQLException {
        execute("""
                INSERT INTO recipients SELECT 'u-' || n, 'User ' || n, 'u' || n || '@example.com', true, 1
                FROM generate_series(0, %1$d - 1) n;
                INSERT INTO mailboxes SELECT 'u-' || n, 1 FROM generate_series(0, %1$d - 1) n;
                INSERT INTO letters SELECT 'l-' || n, 'u-' || n, 'o-' || n, 'order-confirmed',
                  '{"total": "1250", "currency": "EUR", "orderId": "o-1"}', 'email', 'REQUESTED', '',
                  timestamptz '2026-01-01' + n * interval '1 ms', timestamptz '2026-01-01', 0, '',
                  timestamptz '2026-01-01' + n * interval '1 ms', 'r-' || n, 'c-' || n,
                  '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01'
                FROM generate_series(0, %1$d - 1) n;
                ANALYZE""".formatted(letters));
    }

    void empty() throws SQLException {
        execute("TRUNCATE letters, recipients, mailboxes, outbox");
    }

    @Override
    public void close() {
        pool.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
