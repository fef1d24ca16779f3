package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LookTest {

    /// Whatever the clients' own limits are.
    @Test
    @Timeout(10)
    void what_hangs_is_a_finding() throws InterruptedException {
        var look = Look.at(
                "thing",
                () -> {
                    new CountDownLatch(1).await();
                    return List.of();
                },
                Duration.ofMillis(10));
        assertThat(look.findings())
                .singleElement()
                .satisfies(each -> assertThat(each.isUnreachable()).isTrue());
    }

    @Test
    void what_throws_is_a_finding_in_one_line() throws InterruptedException {
        var look = Look.at("thing", () -> {
            throw new IllegalStateException("wrapped", new IllegalStateException("this is why\nand more"));
        });
        assertThat(look.findings())
                .containsExactly(Finding.bad("thing", "could not be looked at: this is why", "try again"));
    }
}
