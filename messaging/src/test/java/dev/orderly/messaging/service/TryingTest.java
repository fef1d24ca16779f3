package dev.orderly.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.telemetry.Health;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.Signal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TryingTest {
    private final RecordingTelemetry told = new RecordingTelemetry();
    private final Health health = new Health(told, InstantSource.system());
    private final ArrayBlockingQueue<Failure> failures = new ArrayBlockingQueue<>(1);

    @Test
    void it_tries_until_the_dependency_answers_and_tells_of_the_outage_once() throws Exception {
        var attempts = new AtomicInteger();
        var started = new CountDownLatch(1);
        var stopped = new AtomicInteger();
        var trying = trying(
                () -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IOException("refused");
                    }
                    started.countDown();
                },
                stopped::incrementAndGet);
        trying.start();
        started.await();
        trying.stop();
        assertThat(told.of(Signal.DependencyLost.class))
                .containsExactly(new Signal.DependencyLost("database", "refused"));
        assertThat(stopped).hasValue(1);
    }

    @Test
    void what_never_started_is_not_stopped() throws Exception {
        var tried = new CountDownLatch(1);
        var stopped = new AtomicInteger();
        var trying = trying(
                () -> {
                    tried.countDown();
                    throw new IOException("refused");
                },
                stopped::incrementAndGet);
        trying.start();
        tried.await();
        trying.stop();
        assertThat(stopped).hasValue(0);
        assertThat(health.ready().allUp()).isFalse();
    }

    @Test
    void what_can_never_work_ends_the_service() throws Exception {
        var trying = trying(
                () -> {
                    throw Failure.misconfigured("fsync is off; set it on");
                },
                () -> {});
        trying.start();
        assertThat(failures.take()).hasMessage("fsync is off; set it on");
        trying.stop();
    }

    private Trying trying(Component.Action start, Component.Action stop) {
        return new Trying("database", Component.of("pool", start, stop), health, failures::add);
    }
}
