package dev.orderly.compose.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortTest {
    @Test
    void a_taken_port_is_named_with_who_wants_it_and_who_holds_it() throws IOException {
        var free = Port.free("NATS");
        try (var held = new ServerSocket(0, 1, Port.loopback())) {
            var taken = new Port("Kafka's controller", held.getLocalPort());
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> Port.requireFree(List.of(free, taken)))
                    .satisfies(reason -> assertThat(reason.line())
                            .startsWith("port " + taken.number() + ", which Kafka's controller needs, is taken by pid "
                                    + ProcessHandle.current().pid() + " (java)")
                            .contains("PORT_OFFSET")
                            .doesNotContain("NATS"));
        }
        assertThatCode(() -> Port.requireFree(List.of(free))).doesNotThrowAnyException();
    }

    @Test
    void a_port_that_is_held_on_every_address_is_taken_too() throws IOException {
        try (var held = new ServerSocket(0)) {
            assertThat(new Port("Kafka", held.getLocalPort()).isFree()).isFalse();
        }
    }

    @Test
    void free_ports_are_given_away_once() {
        assertThat(Port.free("Kafka").number()).isNotEqualTo(Port.free("Kafka").number());
    }
}
