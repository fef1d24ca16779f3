package dev.orderly.compose.simulation;

import dev.orderly.notification.mail.Delivery;
import java.util.Map;
import java.util.TreeMap;

/// A mail server that is away at times, and whose answers are lost at times.
final class SimMail {
    private final Chaos chaos;
    private final Map<String, Integer> taken = new TreeMap<>();

    SimMail(Chaos chaos) {
        this.chaos = chaos;
    }

    Delivery send(String notificationId) {
        if (chaos.strikes(12)) {
            return new Delivery.Unreachable("away");
        }
        if (chaos.strikes(40)) {
            throw new Crash("before the mail was taken");
        }
        if (chaos.strikes(40)) {
            return new Delivery.Refused("no such mailbox");
        }
        taken.merge(notificationId, 1, Integer::sum);
        if (chaos.strikes(30)) {
            throw new Crash("after the mail was taken");
        }
        return chaos.strikes(30) ? new Delivery.Uncertain("the line broke") : new Delivery.Delivered();
    }

    /// How often each letter was taken.
    Map<String, Integer> taken() {
        return new TreeMap<>(taken);
    }
}
