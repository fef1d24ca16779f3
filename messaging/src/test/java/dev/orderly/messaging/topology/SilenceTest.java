package dev.orderly.messaging.topology;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence silence = new Silence(Duration.ofSeconds(60));

    @Test
    void it_may_last_as_long_as_was_said_and_no_longer() {
        polled(1, 0, 0);
        polled(30, 0, 0);
        assertThatCode(() -> polled(30, 0, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> polled(1, 0, 0))
                .isInstanceOf(KafkaAway.class)
                .hasMessage("no record has come for 60 s");
    }

    @Test
    void a_record_of_any_partition_ends_it() {
        for (int offset = 0; offset < 5; offset++) {
            polled(50, 7, offset);
            polled(50, 7, offset);
        }
        assertThatThrownBy(() -> polled(11, 7, 4)).isInstanceOf(KafkaAway.class);
    }

    /// A long wait that did bring something in the end is none.
    @Test
    void the_poll_that_brings_a_record_is_no_part_of_it() {
        polled(1, 0, 0);
        polled(90, 1, 0);
        assertThatCode(() -> polled(60, 1, 0)).doesNotThrowAnyException();
    }

    private void polled(int seconds, long first, long second) {
        silence.check(
                Duration.ofSeconds(seconds),
                Map.of(new TopicPartition("facts", 0), first, new TopicPartition("facts", 1), second));
    }
}
