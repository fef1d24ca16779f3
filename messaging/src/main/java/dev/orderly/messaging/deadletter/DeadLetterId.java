package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.store.DeadLetters;
import dev.orderly.messaging.telemetry.OutsideText;
import java.util.Optional;
import java.util.regex.Pattern;

/// By what a dead letter is called: where it lay, `order-commands:3:42`.
record DeadLetterId(String topic, int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]{1,249}):(\\d{1,9}):(\\d{1,18})");

    static DeadLetterId of(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "'%s' is no id of a dead letter; it must be topic:partition:offset, such as order-commands:3:42"
                            .formatted(OutsideText.escaped(text)));
        }
        return new DeadLetterId(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    /// Its row, if there is one.
    Optional<Long> in(DeadLetters letters) {
        return letters.id(topic, partition, offset);
    }

    @Override
    public String toString() {
        return topic + ":" + partition + ":" + offset;
    }
}
