package dev.orderly.messaging.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;

/// The service's PostgreSQL database: a pool with a limit on every wait, its schema, and the settings that it
/// must have.
public final class Database implements AutoCloseable {
    /// As long as a table may take to be rewritten.
    private static final Duration MIGRATION = Duration.ofHours(1);

    /// Every hot statement looks rows up by key. While a table is young the planner's statistics say that it
    /// is empty, and a plan made then would read it whole for a minute, so scans are ruled out.
    private static final String LOOKUPS = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    private final String service;
    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final GuardedSource guarded;

    public Database(String service, DatabaseSettings settings) {
        this.service = service;
        this.settings = settings;
        var config = new HikariDataSource(); // begins with the first connection that is asked for
        config.setPoolName(service);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(2);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        properties().forEach(config::addDataSourceProperty);
        config.addDataSourceProperty("socketTimeout", settings.socketTimeout().toSeconds());
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("options", options(settings));
        pool = config;
        guarded = new GuardedSource(pool);
    }

    public DataSource source() {
        return guarded;
    }

    /// Gives out connections to this very database only: others fail until [#acceptAny()].
    public void expectThis() throws SQLException {
        guarded.expectThis();
    }

    /// Whatever database is there now is to be looked at anew.
    public void acceptAny() {
        guarded.forget();
    }

    /// Whether a connection was found to lead to another database than the one expected, or to one that was
    /// started anew.
    public boolean isAnother() {
        return guarded.isAnother();
    }

    /// Brings the schema up to date.
    ///
    /// @return why the service must not use it, if so: an unsafe setting, or tables of another version
    public Optional<String> prepare() throws SQLException {
        var unsafe = unsafe();
        return unsafe.isPresent() ? unsafe : migrated();
    }

    /// Why the service must not use it, whatever its tables are: an unsafe setting.
    public Optional<String> unsafe() throws SQLException {
        try (var connection = pool.getConnection()) {
            return unsafeSetting(connection)
                    .map(setting -> "PostgreSQL runs with " + setting
                            + "=off, and would lose what it has acknowledged; set it to on");
        }
    }

    /// Whether a service has made its tables there.
    public boolean hasTables() throws SQLException {
        try (var connection = pool.getConnection();
                var select = connection.prepareStatement("SELECT to_regclass('flyway_schema_history') IS NOT NULL");
                var row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /// The setting by which the database would lose what it has acknowledged, if there is one.
    public static Optional<String> unsafeSetting(Connection connection) throws SQLException {
        for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            if (shown(connection, setting).equals("off")) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    private Optional<String> migrated() {
        try {
            migrations(unhurriedProperties()).load().migrate();
            return Optional.empty();
        } catch (FlywayValidateException e) {
            return Optional.of(
                    "the database's tables were made by another version than this one, and cannot be brought up to date:"
                            + " start the version that made them, or give this one a database of its own. "
                            + oneLine(String.valueOf(e.getMessage())));
        }
    }

    /// How the tables that are there differ from those that this version makes; nothing is brought up to date.
    public Optional<String> difference() {
        var found = migrations(unhurriedProperties()).load().validateWithResult();
        return found.validationSuccessful ? Optional.empty() : Optional.of(oneLine(found.getAllErrorMessages()));
    }

    /// Whether the tables are this version's.
    public SchemaState schema() {
        return SchemaState.of(migrations(hurriedProperties()).load().info().all());
    }

    /// Makes the service's tables a second time, empty. No other schema is on the path, so that nothing there
    /// can be meant.
    ///
    /// @param schema in which they are to lie, which is empty
    void makeTables(String schema) {
        var properties = unhurriedProperties();
        properties.merge("options", "-c search_path=" + schema, (limits, path) -> limits + " " + path);
        migrations(properties).schemas(schema).load().migrate();
    }

    private FluentConfiguration migrations(Map<String, String> properties) {
        return Flyway.configure()
                .dataSource(settings.url(), settings.user(), settings.password().reveal())
                .jdbcProperties(properties)
                .ignoreMigrationPatterns(new String[0]) // else it would overlook those of a later version
                .outOfOrder(true) // the library's migrations are numbered below the services', and go on growing
                .locations("classpath:db/messaging", "classpath:db/" + service);
    }

    /// What all connections have, the pool's and those of migrations.
    private Map<String, String> properties() {
        return Map.of(
                "ApplicationName",
                service,
                "tcpKeepAlive",
                "true",
                "logServerErrorDetail",
                "false", // the detail quotes the row, names and all
                "connectTimeout",
                Long.toString(settings.connectTimeout().toSeconds()));
    }

    /// For connections on which a statement has an hour, where the pool's have seconds. Locks are not waited for
    /// longer: who holds one is an older instance at work. Flyway's own lock idles in a transaction all the while.
    private Map<String, String> unhurriedProperties() {
        var properties = new HashMap<>(properties());
        properties.put("socketTimeout", Long.toString(MIGRATION.plusMinutes(1).toSeconds()));
        properties.put(
                "options",
                String.join(
                        " ",
                        "-c statement_timeout=" + MIGRATION.toMillis(),
                        "-c lock_timeout=" + settings.lockTimeout().toMillis(),
                        "-c idle_in_transaction_session_timeout=0"));
        return properties;
    }

    /// For those who only look, and would rather know soon that there is no answer.
    private Map<String, String> hurriedProperties() {
        var properties = new HashMap<>(properties());
        properties.put("connectTimeout", "2");
        properties.put("loginTimeout", "2");
        properties.put("socketTimeout", "3");
        properties.put("options", "-c statement_timeout=2500 -c lock_timeout=1000");
        return properties;
    }

    /// A connection of one's own for a look, on which every wait ends after seconds.
    public Connection hurried() throws SQLException {
        return connect(hurriedProperties());
    }

    /// Without the advice to `repair`, which would hide that the tables differ.
    private static String oneLine(String advice) {
        return advice.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.contains("repair") && !line.startsWith("Need more"))
                .collect(Collectors.joining("; "));
    }

    /// A connection of one's own for work of many minutes, of which every statement may take an hour. Rows are
    /// looked up as the pool's connections do.
    public Connection unhurried() throws SQLException {
        var properties = new HashMap<>(unhurriedProperties());
        properties.merge("options", LOOKUPS, (limits, lookups) -> limits + " " + lookups);
        return connect(properties);
    }

    private Connection connect(Map<String, String> with) throws SQLException {
        var properties = new Properties();
        properties.putAll(with);
        properties.put("user", settings.user());
        properties.put("password", settings.password().reveal());
        return DriverManager.getConnection(settings.url(), properties);
    }

    /// Makes the partitions of this month and the next, and drops those that are old enough.
    public void keepPartitions() throws SQLException {
        try (var connection = guarded.getConnection();
                var keep = connection.prepareStatement("SELECT make_month_partitions(), drop_old_months()")) {
            connection.setAutoCommit(true);
            keep.execute();
        }
    }

    /// @throws SQLException if the database does not answer, or is another than the one expected
    public void ping() throws SQLException {
        guarded.look();
        try (var connection = guarded.getConnection();
                var ping = connection.prepareStatement("SELECT 1")) {
            connection.setAutoCommit(true);
            ping.execute();
        }
    }

    /// Whether the server is there and does not let the service in.
    ///
    /// @param e what came of it
    public Optional<Refusal> refusal(Throwable e) {
        return Refusal.of(e, service, settings);
    }

    @Override
    public void close() {
        pool.close();
    }

    private static String options(DatabaseSettings settings) {
        return String.join(
                " ",
                "-c statement_timeout=" + settings.statementTimeout().toMillis(),
                "-c lock_timeout=" + settings.lockTimeout().toMillis(),
                "-c idle_in_transaction_session_timeout="
                        + settings.idleInTransactionTimeout().toMillis(),
                LOOKUPS);
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (var show = connection.prepareStatement("SELECT current_setting(?)")) {
            show.setString(1, setting);
            try (var row = show.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
