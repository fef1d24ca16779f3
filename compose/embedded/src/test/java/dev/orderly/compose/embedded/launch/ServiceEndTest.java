package dev.orderly.compose.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceEndTest {
    @ParameterizedTest
    @CsvSource({"0, STOPPED", "143, STOPPED", "130, STOPPED", "78, STOPPED", "1, DIED", "137, DIED", "134, DIED"})
    void only_an_end_that_nobody_wanted_and_a_new_start_may_mend_is_a_death(int exitCode, ServiceEnd end) {
        assertThat(ServiceEnd.of(exitCode)).isEqualTo(end);
    }
}
