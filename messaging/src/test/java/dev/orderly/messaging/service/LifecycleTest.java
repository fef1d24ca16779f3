package dev.orderly.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.Signal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final RecordingTelemetry told = new RecordingTelemetry();
    private final List<String> happened = new CopyOnWriteArrayList<>();

    @Test
    void components_start_in_order_and_stop_in_reverse() throws Exception {
        var lifecycle = lifecycle(Duration.ofSeconds(8));
        var failure = lifecycle.run(
                List.of(component("pool"), component("relay")), () -> lifecycle.stop("asked by a signal"));
        assertThat(failure).isEmpty();
        assertThat(lifecycle.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(lifecycle.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(happened).containsExactly("start pool", "start relay", "stop relay", "stop pool");
        assertThat(told.signals()).first().isEqualTo(new Signal.Stopping("asked by a signal"));
        assertThat(told.signals()).last().isInstanceOf(Signal.Stopped.class);
    }

    @Test
    void a_second_request_to_stop_changes_nothing() throws Exception {
        var lifecycle = lifecycle(Duration.ofSeconds(8));
        lifecycle.run(List.of(component("pool")), () -> {
            lifecycle.stop("first");
            lifecycle.stop("second");
            lifecycle.fail(Failure.misconfigured("third"));
        });
        assertThat(lifecycle.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(happened).containsExactly("start pool", "stop pool");
    }

    @Test
    void what_cannot_start_stops_what_was_started_and_names_itself() throws Exception {
        var lifecycle = lifecycle(Duration.ofSeconds(8));
        var taken = Component.of(
                "http",
                () -> {
                    throw new Failure(ExitCode.FAILED, "port 8082 is taken");
                },
                () -> happened.add("stop http"));
        var failure =
                lifecycle.run(List.of(component("pool"), taken, component("relay")), () -> happened.add("all started"));
        assertThat(failure).get().extracting(Failure::getMessage).isEqualTo("port 8082 is taken");
        assertThat(lifecycle.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(happened).containsExactly("start pool", "stop http", "stop pool");
    }

    @Test
    void a_component_that_does_not_stop_is_left_behind() throws Exception {
        var lifecycle = lifecycle(Duration.ofMillis(20));
        var interrupted = new CountDownLatch(1);
        var stuck = Component.of("stuck", () -> {}, () -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        });
        lifecycle.run(List.of(component("pool"), stuck), () -> lifecycle.stop("now"));
        interrupted.await();
        await().untilAsserted(
                        () -> assertThat(happened).contains("stop pool")); // what is left behind goes on by itself
        assertThat(told.of(Signal.StopOverdue.class))
                .first()
                .extracting(Signal.StopOverdue::part)
                .isEqualTo("stuck");
    }

    @Test
    void a_stop_that_fails_does_not_keep_the_others_from_stopping() throws Exception {
        var lifecycle = lifecycle(Duration.ofSeconds(8));
        var failing = Component.of("failing", () -> {}, () -> {
            throw new IllegalStateException("no");
        });
        lifecycle.run(List.of(component("pool"), failing), () -> lifecycle.stop("now"));
        assertThat(happened).containsExactly("start pool", "stop pool");
        assertThat(told.of(Signal.StopOverdue.class)).hasSize(1);
    }

    private Lifecycle lifecycle(Duration stopWithin) {
        return new Lifecycle(told, InstantSource.system(), stopWithin);
    }

    private Component component(String name) {
        return Component.of(name, () -> happened.add("start " + name), () -> happened.add("stop " + name));
    }
}
