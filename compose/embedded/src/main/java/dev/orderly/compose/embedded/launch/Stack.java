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

/// One run of the whole system on one data folder. Started once, closed once, both by whoever made it.
final class Stack {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    // A cache is written while the trained JVM ends.
    private static final Duration WRITING = Duration.ofMinutes(2);

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
        var running = begin(began);
        var up = new ArrayList<ServiceSpec>();
        for (var supervisor : running.supervisors()) {
            if (supervisor.awaitSettled()) {
                up.add(supervisor.service());
            }
        }
        if (!closed) {
            var down =
                    services.stream().filter(service -> !up.contains(service)).toList();
            announcements.ready(since(began), running.brokers(), up, down, settings);
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
    private synchronized Running begin(long began) {
        requireBuilt();
        var data = opened(DataFolder.kept(settings.data()));
        announcements.leftovers(data.leftovers());
        var brokers = opened(brokers(data));
        announcements.brokersUp(since(began));
        data.whenEnded(broker -> {
            if (!closed) {
                announcements.brokerEnded(broker, data.log(broker));
            }
        });
        var addresses = new AddressFiles(data.run());
        addresses.write(brokers);
        var supervisors = services.stream()
                .takeWhile(service -> !closed)
                .map(service -> supervise(service, data, brokers, addresses))
                .toList();
        return new Running(brokers, supervisors);
    }

    private void requireBuilt() {
        for (var service : services) {
            if (!Files.isRegularFile(service.jar())) {
                throw new CannotStart(
                        service.name() + " is not built: " + service.jar() + " is missing. Run make build");
            }
        }
    }

    private Brokers brokers(DataFolder data) {
        var infra = Infra.chosen(settings.environment());
        var ports = Ports.shiftedBy(settings.offset());
        var wanted = new ArrayList<>(infra.taken(ports));
        services.forEach(service -> wanted.addAll(service.ports()));
        Port.requireFree(wanted);
        announcements.starting(infra);
        return Brokers.start(infra, data, ports, settings.letters(data.resolve("mail")), settings.environment());
    }

    private Supervisor supervise(ServiceSpec service, DataFolder data, Brokers brokers, AddressFiles addresses) {
        var environment = service.environment(brokers);
        addresses.write(service, environment);
        var command = service.command(settings.trains(), settings.serviceFlags());
        var supervisor = new Supervisor(
                service,
                () -> data.start(service.name(), command, environment, announcements::line),
                settings.trains() ? WRITING : PATIENCE,
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

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private record Running(Brokers brokers, List<Supervisor> supervisors) {}
}
