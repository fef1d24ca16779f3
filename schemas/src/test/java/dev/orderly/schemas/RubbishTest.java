package dev.orderly.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, there is a reading.
final class RubbishTest {
    private static final EventReader READER = new EventReader(Topics.ALL);
    private static final Pattern CODE = Pattern.compile("empty|json|type|(missing|schema):(/.*)?|too-large");
    private static final byte[] TELLING = "{}[]\",:\\0123456789.eE+-ntu/ ".getBytes(StandardCharsets.UTF_8);

    @Test
    void damaged_examples_are_read_or_refused_with_a_reason() {
        var random = new Random(3);
        for (var example : Contract.files("examples")) {
            for (var i = 0; i < 300; i++) {
                var value = damaged(Contract.bytes(example), random);
                for (var topic : Topics.ALL) {
                    var reading = READER.read(Contract.record(topic.name(), value));
                    if (reading instanceof Reading.Malformed malformed) {
                        assertThat(malformed.reason().code()).matches(CODE);
                    }
                }
            }
        }
    }

    private static byte[] damaged(byte[] value, Random random) {
        for (var i = random.nextInt(4); i >= 0; i--) {
            var at = random.nextInt(value.length);
            value[at] = random.nextInt(4) == 0 ? (byte) random.nextInt() : TELLING[random.nextInt(TELLING.length)];
        }
        return value;
    }
}
