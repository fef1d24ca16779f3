package dev.orderly.notification;

import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import dev.orderly.notification.mail.Delivery;
import dev.orderly.notification.mail.Delivery.Unreachable;
import dev.orderly.notification.mail.Delivery.Unwritable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Whether the mail server can be reached, as the sends show. While it cannot, letters rest; a probe now and then, with
/// growing pauses, finds out whether it is back.
final class Outage {
    private final Telemetry telemetry;
    private final PostSettings settings;
    private int failures;
    private Instant since = Instant.EPOCH;
    private Instant nextProbe = Instant.EPOCH;

    Outage(Telemetry telemetry, PostSettings settings) {
        this.telemetry = telemetry;
        this.settings = settings;
    }

    boolean isOn() {
        return failures > 0;
    }

    boolean isProbeDue(Instant now) {
        return !nextProbe.isAfter(now);
    }

    /// One answer of the server, whatever it says, ends the outage. Of a mail that never reached it nothing is learnt.
    ///
    /// @param results each told once
    void learn(List<Postman.Result> results, Instant now) {
        var sent = results.stream()
                .map(result -> result.tried().delivery())
                .filter(delivery -> !(delivery instanceof Unwritable))
                .toList();
        if (sent.stream().anyMatch(delivery -> !(delivery instanceof Unreachable))) {
            end(now);
        } else if (!sent.isEmpty()) {
            fail(sent.getFirst(), now);
        }
    }

    private void end(Instant now) {
        if (isOn()) {
            telemetry.emit(new Signal.DependencyBack("smtp", Duration.between(since, now)));
        }
        failures = 0;
    }

    private void fail(Delivery delivery, Instant now) {
        if (!isOn()) {
            since = now;
            telemetry.emit(new Signal.DependencyLost("smtp", why(delivery)));
        }
        if (!isProbeDue(now)) {
            return; // of sends that set out before it was known
        }
        failures++;
        nextProbe = now.plus(settings.delay(failures));
    }

    private static String why(Delivery delivery) {
        return delivery instanceof Unreachable(var reason) ? reason : "";
    }
}
