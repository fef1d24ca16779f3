package dev.orderly.compose.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orderly.compose.embedded.Checkout;
import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.process.CannotStart;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void an_empty_environment_means_the_well_known_ports_and_letters_that_are_kept(@TempDir Path folder) {
        var settings = Settings.from(Map.of("PORT_OFFSET", ""));
        assertThat(settings.offset()).isZero();
        assertThat(settings.data()).isEqualTo(Checkout.path(".data"));
        assertThat(settings.letters(folder.resolve("mail"))).isInstanceOf(Letters.Kept.class);
        assertThat(folder.resolve("mail")).isDirectory();
    }

    @Test
    void letters_can_be_forgotten(@TempDir Path folder) {
        var settings = Settings.from(Map.of("MAIL_SINK", "forget"));
        assertThat(settings.letters(folder.resolve("mail"))).isInstanceOf(Letters.Forgotten.class);
        assertThat(folder.resolve("mail")).doesNotExist();
    }

    @Test
    void a_run_trains_only_where_it_is_told_to() {
        assertThat(Settings.from(Map.of()).trains()).isFalse();
        assertThat(Settings.from(Map.of("SERVICE_CACHES", "use")).trains()).isFalse();
        assertThat(Settings.from(Map.of("SERVICE_CACHES", "make")).trains()).isTrue();
    }

    @Test
    void flags_for_the_services_are_divided_by_blanks() {
        assertThat(Settings.from(Map.of()).serviceFlags()).isEmpty();
        assertThat(Settings.from(Map.of("SERVICE_JVM_FLAGS", " -Xmx1g  -XX:TieredStopAtLevel=4 "))
                        .serviceFlags())
                .containsExactly("-Xmx1g", "-XX:TieredStopAtLevel=4");
    }

    @Test
    void what_was_set_is_set_in_another_shell_by_one_line() {
        assertThat(Settings.from(Map.of("INFRA", "embedded")).exports()).isEmpty();
        assertThat(Settings.from(Map.of("ORDERLY_DATA", "/tmp/data", "PORT_OFFSET", "1000"))
                        .exports())
                .hasValue("export ORDERLY_DATA=/tmp/data PORT_OFFSET=1000");
        assertThat(Settings.from(Map.of("ORDERLY_DATA", "ada's data")).exports())
                .as("from any folder")
                .hasValue("export ORDERLY_DATA='" + Path.of("").toAbsolutePath().resolve("ada'\\''s data") + "'");
        assertThat(Settings.from(Map.of("PORT_OFFSET", "1000", "INFRA", "external"))
                        .exports())
                .as("brokers elsewhere are where they are")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SERVICE_CACHES, no", "PORT_OFFSET, many", "PORT_OFFSET, -1", "PORT_OFFSET, 50001", "MAIL_SINK, burn"})
    void a_wrong_value_is_named(String name, String value) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Settings.from(Map.of(name, value)))
                .satisfies(reason -> assertThat(reason.line()).startsWith(name + "=" + value));
    }
}
