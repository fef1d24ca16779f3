package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdlePauseTest {
    private final IdlePause pause = new IdlePause(Duration.ofMillis(20));

    @Test
    void it_is_short_until_nothing_has_come_for_long_and_short_again_as_soon_as_something_has() {
        for (int look = 1; look < 50; look++) {
            assertThat(pause.next(false)).hasMillis(20);
        }
        assertThat(pause.next(false)).hasMillis(100);
        assertThat(pause.next(true)).hasMillis(20);
        assertThat(pause.next(false)).hasMillis(20);
    }
}
