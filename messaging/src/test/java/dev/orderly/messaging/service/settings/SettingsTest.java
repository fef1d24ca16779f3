package dev.orderly.messaging.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.telemetry.LogSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class SettingsTest {
    private static final SettingGroup<HttpSettings> HTTP = HttpSettings.of(8082);
    private static final SettingGroup<DatabaseSettings> DATABASE = DatabaseSettings.of("order-service");

    @TempDir
    private Path folder;

    @Test
    void what_is_not_set_has_the_contracts_defaults() {
        var none = environment();
        assertThat(none.get(KafkaSettings.GROUP).client()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(none.get(NatsSettings.GROUP).url()).isEqualTo("nats://localhost:4222");
        assertThat(none.get(DATABASE).url()).isEqualTo("jdbc:postgresql://localhost:5432/order_service");
        assertThat(none.get(DATABASE).user()).isEqualTo("order-service");
        assertThat(none.get(DATABASE).password().isEmpty()).isTrue();
        assertThat(none.get(HTTP)).isEqualTo(new HttpSettings("127.0.0.1", 8082));
        assertThat(none.get(GrpcSettings.of(9081))).isEqualTo(new GrpcSettings("127.0.0.1", 9081));
        assertThat(none.get(MailSettings.GROUP).smtp()).hasToString("smtp://localhost:3025");
        assertThat(none.get(SagaSettings.GROUP)).isEqualTo(new SagaSettings(Duration.ofSeconds(30), 4_000));
        assertThat(none.get(LogOptions.GROUP)).isEqualTo(new LogSettings(LogSettings.Format.TEXT, Level.INFO));
    }

    @Test
    void a_flag_comes_before_the_environment_and_that_before_the_default() {
        var settings = new Settings(Map.of("HTTP_PORT", "1", "HTTP_HOST", " 0.0.0.0 "), Map.of("HTTP_PORT", "2"));
        assertThat(settings.get(HTTP)).isEqualTo(new HttpSettings("0.0.0.0", 2));
    }

    @Test
    void what_is_set_to_nothing_is_not_set() {
        assertThat(environment("HTTP_PORT", " ").get(HTTP).port()).isEqualTo(8082);
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "2h,PT2H", "1d,PT24H", "PT30S,PT30S", "pt1m,PT1M"})
    void durations_are_read_as_people_write_them(String text, Duration expected) {
        assertThat(environment("SAGA_ANSWER_TIMEOUT", text)
                        .get(SagaSettings.GROUP)
                        .answerTimeout())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP_PORT           | 80a      | a number from 0 to 65535                 | 8082",
                "HTTP_PORT           | 65536    | a number from 0 to 65535                 | 8082",
                "HTTP_HOST           | a b      | a host name or an address                | 127.0.0.1",
                "SAGA_ANSWER_TIMEOUT | 30       | a duration from 100ms to 168h            | 30s",
                "SAGA_ANSWER_TIMEOUT | -PT5S    | a duration from 100ms to 168h            | 30s",
                "SAGA_OPEN_LIMIT     | 0        | a number from 1 to 1000000               | 4000",
                "LOG_FORMAT          | xml      | one of text, json                        | text",
                "LOG_LEVEL           | loud     | one of error, warn, info, debug, trace   | info",
                "NATS_URL            | http://x | URLs of NATS servers, separated by commas | nats://localhost:4222",
                "KAFKA_BOOTSTRAP_SERVERS | kafka | hosts with ports, separated by commas   | localhost:9092",
                "KAFKA_CONFIG_FILE   | /no/file | a file that can be read          | /etc/orderly/kafka.properties",
                "SMTP_URL            | mailhost | a URL of an SMTP server                  | smtp://localhost:3025",
                "DATABASE_URL        | postgres://h/d | a JDBC URL of PostgreSQL with a database"
                        + " | jdbc:postgresql://localhost:5432/order_service",
            })
    void a_malformed_setting_is_named_with_a_right_value(String variable, String value, String must, String example) {
        var settings = environment(variable, value);
        assertThatThrownBy(() -> readAll(settings))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "%s is '%s'; it must be %s, such as %s=%s".formatted(variable, value, must, variable, example));
    }

    @Test
    void a_malformed_flag_is_named_as_it_was_typed() {
        assertThatThrownBy(() -> new Settings(Map.of(), Map.of("HTTP_PORT", "x\n")).get(HTTP))
                .hasMessage("--http-port is 'x'; it must be a number from 0 to 65535, such as --http-port=8082");
    }

    @Test
    void what_has_no_default_must_be_set() {
        var region = Setting.required("REGION", "eu-1", "a region", "where we are", text -> text);
        assertThatThrownBy(() -> environment().get(region))
                .hasMessage("REGION is not set; it must be a region, such as REGION=eu-1");
    }

    @Test
    void secrets_come_from_files_too_and_are_never_shown() throws Exception {
        var file = Files.writeString(folder.resolve("password"), "s3cret\n");
        var settings = environment("DATABASE_PASSWORD_FILE", file.toString());
        assertThat(settings.get(DATABASE).password().reveal()).isEqualTo("s3cret");
        assertThat(settings.get(DATABASE).toString()).doesNotContain("s3cret");
        assertThat(new Settings(Map.of(), Map.of("DATABASE_PASSWORD_FILE", file.toString()))
                        .get(DATABASE)
                        .password()
                        .reveal())
                .isEqualTo("s3cret");
    }

    @Test
    void a_secret_that_is_set_twice_or_whose_file_is_missing_stops_the_start() {
        assertThatThrownBy(() -> environment("DATABASE_PASSWORD", "a", "DATABASE_PASSWORD_FILE", "/b")
                        .get(DATABASE))
                .hasMessageStartingWith("DATABASE_PASSWORD and DATABASE_PASSWORD_FILE are both set");
        assertThatThrownBy(
                        () -> environment("DATABASE_PASSWORD_FILE", "/no/file").get(DATABASE))
                .hasMessageStartingWith("DATABASE_PASSWORD_FILE is '/no/file'; it must be a text file");
    }

    @Test
    void passwords_inside_urls_are_masked_in_errors_too() {
        assertThatThrownBy(
                        () -> environment("NATS_URL", "http://ada:s3cret@host").get(NatsSettings.GROUP))
                .hasMessageStartingWith("NATS_URL is 'http://********@host'");
        assertThatThrownBy(() -> environment("DATABASE_URL", "jdbc:pg://h/d?user=a&password=s3cret")
                        .get(DATABASE))
                .hasMessageStartingWith("DATABASE_URL is 'jdbc:pg://h/d?user=a&password=********'");
    }

    @Test
    void a_kafka_config_file_adds_properties_and_may_name_the_servers() throws Exception {
        var file = Files.writeString(
                folder.resolve("kafka.properties"), "security.protocol=SSL\nbootstrap.servers=secure:9093\n");
        assertThat(environment("KAFKA_CONFIG_FILE", file.toString())
                        .get(KafkaSettings.GROUP)
                        .client())
                .isEqualTo(Map.of("security.protocol", "SSL", "bootstrap.servers", "secure:9093"));
        assertThat(environment("KAFKA_CONFIG_FILE", file.toString(), "KAFKA_BOOTSTRAP_SERVERS", "[::1]:9092,b:1")
                        .get(KafkaSettings.GROUP)
                        .client())
                .containsEntry("bootstrap.servers", "[::1]:9092,b:1");
    }

    private static void readAll(Settings settings) {
        settings.get(KafkaSettings.GROUP);
        settings.get(NatsSettings.GROUP);
        settings.get(DATABASE);
        settings.get(HTTP);
        settings.get(SagaSettings.GROUP);
        settings.get(MailSettings.GROUP);
        settings.get(LogOptions.GROUP);
    }

    private static Settings environment() {
        return new Settings(Map.of(), Map.of());
    }

    private static Settings environment(String variable, String value) {
        return new Settings(Map.of(variable, value), Map.of());
    }

    private static Settings environment(String variable, String value, String second, String value2) {
        return new Settings(Map.of(variable, value, second, value2), Map.of());
    }
}
