package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.compose.embedded.Infra;
import dev.orderly.compose.embedded.Ports;
import dev.orderly.compose.embedded.process.CannotStart;
import dev.orderly.compose.embedded.process.DataFolder;
import dev.orderly.compose.embedded.process.Port;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One run of the whole system on one data folder. Started once, closed once, both by whoever made it.
final class Stack {
    private final Settings settings;
    private final List<ServiceSpec> services;
    private final Announcements announcements;
    private final Health health = new Health();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private volatile boolean closed;

    Stack(Settings settings, List<ServiceSpec> services, Announcements announcements) {
        this.settings = settings;
        this.services = services;
        this.announcements = announcements;
    }

    /// Starts the brokers, then the services, and returns when each was ready (or stopped) for the first time.
    void start() throws InterruptedException {
        var began = System.nanoTime();
        var supervisors = begin(began);
        for (var supervisor : supervisors) {
            supervisor.awaitSettled();
        }
        if (closed) {
            return;
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        if (services.isEmpty()) {
            announcements.brokersReady(took);
        } else {
            announcements.allReady(took, services, settings.data().resolve("mail"));
        }
    }

    /// Stops what runs, last started first, and gives the data folder free.
    void close() {
        closed = true;
        closeParts();
    }

    private synchronized void closeParts() {
        for (var part : toClose.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                announcements.cannotStart("while stopping: " + e.getMessage());
            }
        }
        toClose.clear();
        health.close();
    }

    /// Closing waits for it, so nothing half started is left behind.
    private synchronized List<Supervisor> begin(long began) {
        services.stream()
                .filter(service -> !Files.isRegularFile(service.jar()))
                .findFirst()
                .ifPresent(service -> {
                    throw new CannotStart(
                            service.name() + " is not built: " + service.jar() + " is missing. Run make build");
                });
        var data = opened(DataFolder.kept(settings.data()));
        announcements.leftovers(data.leftovers());
        var infra = Infra.chosen(settings.environment());
        var ports = Ports.shiftedBy(settings.offset());
        Port.requireFree(Stream.concat(
                        infra.taken(ports).stream(), services.stream().flatMap(service -> service.ports().stream()))
                .toList());
        var brokers = opened(
                Brokers.start(infra, data, ports, settings.letters(data.resolve("mail")), settings.environment()));
        announcements.brokers(brokers, Duration.ofNanos(System.nanoTime() - began));
        var addresses = new AddressFiles(data.run());
        addresses.write(brokers);
        return services.stream()
                .takeWhile(service -> !closed)
                .map(service -> supervise(service, data, brokers, addresses))
                .toList();
    }

    private Supervisor supervise(ServiceSpec service, DataFolder data, Brokers brokers, AddressFiles addresses) {
        var environment = service.environment(brokers);
        addresses.write(service, environment);
        var supervisor = new Supervisor(
                service,
                () -> data.start(service.name(), service.command(), environment, announcements::line),
                health,
                new Requests(data.run(), service.name()),
                announcements);
        supervisor.begin();
        toClose.add(supervisor::close);
        return supervisor;
    }

    private <T extends AutoCloseable> T opened(T part) {
        toClose.add(part);
        return part;
    }
}
