package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Finding OK = Finding.ok("a", "b");
    private static final Finding WARN = Finding.warn("a", "b", "c");
    private static final Finding BAD = Finding.bad("a", "b", "c");
    private static final Finding AWAY = Finding.away("a", "b", "c");

    @Test
    void how_it_ends_tells_the_worst_that_was_found() {
        assertThat(code(OK, WARN)).isEqualTo(ExitCode.DONE);
        assertThat(code(OK, BAD, WARN)).isEqualTo(ExitCode.FAILED);
        assertThat(code(AWAY, BAD, OK)).isEqualTo(ExitCode.UNREACHABLE);
    }

    private static ExitCode code(Finding... findings) {
        return new Diagnosis("boxes", new Addresses("", "", "", ""), List.of(findings)).code();
    }
}
