package dev.orderly.messaging.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.telemetry.SettableTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final SettableTime clock = new SettableTime();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @Test
    void on_a_terminal_it_is_drawn_again_in_its_place() {
        var bar = bar(true);
        clock.passes(Duration.ofSeconds(1));
        bar.add(50);
        clock.passes(Duration.ofSeconds(1));
        bar.add(50);
        bar.end();

        assertThat(said())
                .startsWith("\r[" + "=".repeat(15) + " ".repeat(15) + "] rows 50 of 100 (50 %), 50/s")
                .contains("\r[" + "=".repeat(30) + "] rows 100 of 100 (100 %), 50/s")
                .endsWith(System.lineSeparator());
    }

    @Test
    void elsewhere_it_is_a_line_every_few_seconds_and_one_at_the_end() {
        var bar = bar(false);
        for (int i = 0; i < 10; i++) {
            clock.passes(Duration.ofSeconds(1));
            bar.add(10);
        }
        bar.end();

        assertThat(said().lines())
                .containsExactly(
                        "rows 50 of 100 (50 %), 10/s",
                        "rows 100 of 100 (100 %), 10/s", "rows 100 of 100 (100 %), 10/s");
    }

    @Test
    void of_nothing_it_says_nothing_elsewhere() {
        var bar = new ProgressBar("rows", 0, new PrintStream(talk, true, StandardCharsets.UTF_8), false, clock);
        bar.end();
        assertThat(said()).isEmpty();
    }

    private ProgressBar bar(boolean isTerminal) {
        return new ProgressBar("rows", 100, new PrintStream(talk, true, StandardCharsets.UTF_8), isTerminal, clock);
    }

    private String said() {
        return talk.toString(StandardCharsets.UTF_8);
    }
}
