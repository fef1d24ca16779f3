package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.HttpSettings;
import dev.orderly.messaging.service.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {

    @Test
    void a_password_that_is_the_name_of_the_service_is_no_secret() {
        assertThat(of(Map.of("DATABASE_PASSWORD", "boxes")).postgresql())
                .isEqualTo("psql postgresql://boxes:boxes@localhost:5432/boxes");
    }

    @Test
    void a_password_that_was_set_is_never_shown(@TempDir Path folder) throws IOException {
        assertThat(of(Map.of("DATABASE_PASSWORD", "hush", "DATABASE_USER", "a b"))
                        .postgresql())
                .isEqualTo("PGPASSWORD=\"$DATABASE_PASSWORD\" psql 'postgresql://a%20b@localhost:5432/boxes'");
        var file = Files.writeString(folder.resolve("password"), "hush").toString();
        assertThat(of(Map.of("DATABASE_PASSWORD_FILE", file)).postgresql())
                .isEqualTo(
                        "PGPASSWORD=\"$(cat \"$DATABASE_PASSWORD_FILE\")\" psql 'postgresql://boxes@localhost:5432/boxes'");
        var url = "jdbc:postgresql://db:5433/boxes?password=hush&sslmode=verify-full";
        assertThat(of(Map.of("DATABASE_URL", url, "NATS_URL", "nats://me:hush@n:4222")))
                .isEqualTo(new Addresses(
                        "http://127.0.0.1:8081",
                        "localhost:9092",
                        "nats://********@n:4222",
                        "psql 'postgresql://boxes@db:5433/boxes?sslmode=verify-full'"));
    }

    @Test
    void where_the_service_can_be_asked_from_here_is_told() {
        assertThat(of(Map.of("HTTP_HOST", "0.0.0.0")).http()).isEqualTo("http://127.0.0.1:8081");
        assertThat(of(Map.of("HTTP_HOST", "::1")).http()).isEqualTo("http://[::1]:8081");
        assertThat(of(Map.of("HTTP_PORT", "0")).http()).isEmpty();
    }

    @Test
    void those_that_are_not_set_are_this_machine_s_and_one_elsewhere_is_enough_for_all_to_be_none() {
        assertThat(of(Map.of()).areHere()).isTrue();
        assertThat(of(Map.of("HTTP_HOST", "::1", "NATS_URL", "nats://me:hush@127.0.0.1:4222"))
                        .areHere())
                .isTrue();
        assertThat(of(Map.of("NATS_URL", "nats://n:4222")).areHere()).isFalse();
        assertThat(of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost.example:9092"))
                        .areHere())
                .isFalse();
        assertThat(of(Map.of("DATABASE_URL", "jdbc:postgresql://db/boxes")).areHere())
                .isFalse();
    }

    private static Addresses of(Map<String, String> environment) {
        return Addresses.of(
                "boxes", new Settings(environment, Map.of()), HttpSettings.of(8081), DatabaseSettings.of("boxes"));
    }
}
