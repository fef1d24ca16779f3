package dev.orderly.messaging.doctor;

import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.HttpSettings;
import dev.orderly.messaging.service.settings.KafkaSettings;
import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.service.settings.Setting;
import dev.orderly.messaging.service.settings.SettingGroup;
import dev.orderly.messaging.service.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a service and its dependencies are, as lines to paste. No password is shown but the one that says nothing: the
/// service's own name.
///
/// @param http empty if the service takes a free port
/// @param postgresql a command line that connects to the service's database
public record Addresses(String http, String kafka, String nats, String postgresql) {
    private static final Pattern SSL_MODE = Pattern.compile("[?&](sslmode=[a-z-]+)");
    private static final Pattern HERE = Pattern.compile("(^|//|@)(127\\.0\\.0\\.1|localhost|\\[::1])[:/]");
    private static final String EVERYWHERE = "0.0.0.0";

    /// Whether all of them are this machine's, as those of `make run` are.
    boolean areHere() {
        return Stream.of(http, kafka, nats, postgresql)
                .allMatch(address -> HERE.matcher(address).find());
    }

    public static Addresses of(
            String service,
            Settings settings,
            SettingGroup<HttpSettings> http,
            SettingGroup<DatabaseSettings> database) {
        var kafka = settings.get(KafkaSettings.GROUP).client().getOrDefault("bootstrap.servers", "");
        settings.get(NatsSettings.GROUP);
        return new Addresses(
                http(settings.get(http)),
                kafka.toString(),
                settings.shown(setting(NatsSettings.GROUP, "NATS_URL")),
                psql(service, settings, database));
    }

    /// Where it can be asked from here.
    private static String http(HttpSettings http) {
        var host = http.host().equals(EVERYWHERE) ? "127.0.0.1" : http.host();
        return http.port() == 0
                ? ""
                : "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, http.port());
    }

    private static String psql(String service, Settings settings, SettingGroup<DatabaseSettings> group) {
        var database = settings.get(group);
        var password = database.password().reveal();
        var isName = password.equals(service);
        var user = encoded(database.user()) + (isName ? ":" + encoded(password) : "");
        var ssl = SSL_MODE.matcher(database.url());
        var line =
                "psql 'postgresql://%s@%s%s'".formatted(user, database.address(), ssl.find() ? "?" + ssl.group(1) : "");
        return isName ? line.replace("'", "") : given(settings, group, password.isEmpty()) + line;
    }

    /// How the password is given: from where the service has it.
    private static String given(Settings settings, SettingGroup<DatabaseSettings> group, boolean isEmpty) {
        if (isEmpty) {
            return "";
        }
        return switch (settings.origin(setting(group, "DATABASE_PASSWORD"))) {
            case FILE -> "PGPASSWORD=\"$(cat \"$DATABASE_PASSWORD_FILE\")\" ";
            case FLAG, ENVIRONMENT, DEFAULT -> "PGPASSWORD=\"$DATABASE_PASSWORD\" ";
        };
    }

    private static Setting<?> setting(SettingGroup<?> group, String variable) {
        return group.settings().stream()
                .filter(setting -> setting.variable().equals(variable))
                .findFirst()
                .orElseThrow();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
