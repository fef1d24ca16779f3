package dev.orderly.messaging.doctor;

import dev.orderly.messaging.request.NatsProbe;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;

/// Whether NATS is there, and how many instances of the service answer questions over it.
record NatsCheck(Patient patient) {
    private static final String THING = "nats";

    List<Finding> look() throws GeneralSecurityException, InterruptedException {
        try {
            var found = NatsProbe.of(patient.service(), patient.nats());
            return List.of(Finding.ok(THING, "version " + found.server() + ", " + answering(found.instances())));
        } catch (IOException e) {
            return List.of(Finding.away(
                    THING, patient.addresses().nats() + ": " + Reasons.root(e), "start it, or set NATS_URL"));
        }
    }

    private String answering(int instances) {
        return switch (instances) {
            case 0 -> "no instance of %s answers".formatted(patient.service());
            case 1 -> "1 instance of %s answers".formatted(patient.service());
            default -> "%d instances of %s answer".formatted(instances, patient.service());
        };
    }
}
