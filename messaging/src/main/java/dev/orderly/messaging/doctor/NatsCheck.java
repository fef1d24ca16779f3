package dev.orderly.messaging.doctor;

import dev.orderly.messaging.request.NatsProbe;
import dev.orderly.messaging.request.NatsProbe.NotAuthorized;
import dev.orderly.messaging.telemetry.Counts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether NATS is there, and how many instances of the service answer questions over it.
record NatsCheck(Patient patient) {
    private static final String THING = "nats";
    private static final int DEFAULT_PORT = 4222;

    List<Finding> look() throws GeneralSecurityException, InterruptedException {
        try {
            Ports.knock(ports());
            var found = NatsProbe.of(patient.service(), patient.nats());
            return List.of(Finding.ok(THING, "version " + found.server() + ", " + answering(found.instances())));
        } catch (IOException e) {
            return List.of(
                    Finding.away(THING, patient.addresses().nats() + ": " + why(e), "start it, or set NATS_URL"));
        }
    }

    /// In our own words: the library's have the servers with their users and passwords in them.
    private static String why(IOException e) {
        return switch (e) {
            case NotAuthorized _ -> "not authorized";
            case ConnectException _ -> "refused, nobody listens there";
            case SocketTimeoutException _ -> "timed out";
            case UnknownHostException _ -> "there is no such host";
            default -> "who listens there does not answer as NATS does";
        };
    }

    private String ports() {
        return Stream.of(patient.nats().url().split(",", -1))
                .map(server -> URI.create(server.strip()))
                .map(server -> server.getHost() + ":" + (server.getPort() < 0 ? DEFAULT_PORT : server.getPort()))
                .collect(Collectors.joining(","));
    }

    private String answering(int instances) {
        return instances == 0
                ? "no instance of %s answers".formatted(patient.service())
                : Counts.told(
                        instances,
                        "instance of %s answers".formatted(patient.service()),
                        "instances of %s answer".formatted(patient.service()));
    }
}
