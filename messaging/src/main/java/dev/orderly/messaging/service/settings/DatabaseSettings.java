package dev.orderly.messaging.service.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Where the service's own PostgreSQL database is, and for how long it is waited for: the driver's own limits are none.
public record DatabaseSettings(
        String url,
        String user,
        Secret password,
        int connections,
        Duration connectTimeout,
        Duration socketTimeout,
        Duration statementTimeout,
        Duration lockTimeout,
        Duration idleInTransactionTimeout) {
    private static final int CONNECTIONS = 10;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final Duration SOCKET = Duration.ofSeconds(40);
    private static final Duration LOCK = Duration.ofSeconds(10);
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(30);
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/\\s]+/[^/?\\s]+(\\?\\S*)?");

    public DatabaseSettings(String url, String user, Secret password) {
        this(url, user, password, CONNECTIONS, CONNECT, SOCKET, STATEMENT, LOCK, IDLE_IN_TRANSACTION);
    }

    /// The user's default is the service's name, the database's the same with underscores.
    public static SettingGroup<DatabaseSettings> of(String service) {
        var fallback = "jdbc:postgresql://localhost:5432/" + service.replace('-', '_');
        var url = Setting.of(
                        "DATABASE_URL",
                        fallback,
                        "a JDBC URL of PostgreSQL with a database",
                        "the service's own database",
                        text -> Kinds.checked(text, URL.matcher(text).matches()))
                .kept(Setting.Privacy.PASSWORD_INSIDE);
        var user = Setting.of("DATABASE_USER", service, "a name", "database user", text -> text);
        var password = Kinds.secret("DATABASE_PASSWORD", "password of the database user");
        return new SettingGroup<>(
                List.of(url, user, password),
                settings -> new DatabaseSettings(settings.get(url), settings.get(user), settings.get(password)));
    }

    /// Host, port and database, without what else the URL may hold, which may be secret.
    public String address() {
        return url.substring("jdbc:postgresql://".length()).replaceFirst("\\?.*", "");
    }
}
