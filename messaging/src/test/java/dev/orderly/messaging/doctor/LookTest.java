package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LookTest {

    /// Whatever the clients' own limits are.
    @Test
    @Timeout(10)
    void what_hangs_is_a_finding_behind_those_that_came_before() throws InterruptedException {
        var found = new CountDownLatch(1);
        var look = Look.at(
                "thing",
                findings -> {
                    findings.accept(Finding.ok("thing", "it is there"));
                    found.countDown();
                    new CountDownLatch(1).await();
                },
                Duration.ofMillis(10));
        found.await();
        assertThat(look.findings())
                .containsExactly(
                        Finding.ok("thing", "it is there"),
                        Finding.bad(
                                "thing",
                                "the rest was not looked at: it took too long",
                                "look at its log, and at the load"));
    }

    @Test
    void what_throws_is_a_finding_in_one_line() throws InterruptedException {
        var look = Look.at("thing", _ -> {
            throw new IllegalStateException("wrapped", new IllegalStateException("this is why\nand more"));
        });
        assertThat(look.findings())
                .containsExactly(Finding.bad("thing", "could not be looked at: this is why", "try again"));
    }
}
