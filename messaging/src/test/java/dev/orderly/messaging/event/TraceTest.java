package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void a_well_formed_traceparent_is_read() {
        assertThat(Trace.parse(PARENT)).contains(new Trace(PARENT));
        assertThat(new Trace(PARENT).traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(new Trace(PARENT).spanId()).isEqualTo("00f067aa0ba902b7");
    }

    @Test
    void a_later_version_is_read_as_far_as_it_is_known() {
        assertThat(Trace.parse("01" + PARENT.substring(2) + "-more")).contains(new Trace(PARENT));
        assertThat(Trace.parse("01" + PARENT.substring(2))).contains(new Trace(PARENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7-01"
            })
    void anything_else_is_not(String text) {
        assertThat(Trace.parse(text)).isEmpty();
    }

    @Test
    void a_child_stays_in_the_trace() {
        var child = new Trace(PARENT).child("m-2");
        assertThat(child.traceId()).isEqualTo(new Trace(PARENT).traceId());
        assertThat(child.spanId()).isNotEqualTo(new Trace(PARENT).spanId());
        assertThat(Trace.startedBy("m-2")).isEqualTo(Trace.startedBy("m-2")).isNotEqualTo(Trace.startedBy("m-3"));
    }
}
