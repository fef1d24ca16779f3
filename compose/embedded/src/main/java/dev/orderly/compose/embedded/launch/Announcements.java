package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.compose.embedded.Infra;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// All that the launcher itself says.
final class Announcements {
    private static final String SPEAKER = "orderly: ";
    private static final String ADDRESS = "  %-22s%s%n";

    private final PrintStream out;

    Announcements(PrintStream out) {
        this.out = out;
    }

    void leftovers(List<String> names) {
        if (!names.isEmpty()) {
            say("stopped what an earlier run had left: " + String.join(", ", names));
        }
    }

    void starting(Infra infra) {
        say("starting brokers: " + infra + " (INFRA)");
    }

    void brokersUp(Duration took) {
        say("brokers are up after " + seconds(took));
    }

    void brokerEnded(String name, Path log) {
        say("%s has ended; its log is %s. The services wait for it: Ctrl-C, and make run starts all anew"
                .formatted(name, fromHere(log)));
    }

    void ready(ServiceSpec service) {
        say(service.name() + " is ready on " + service.url());
    }

    void ended(ServiceSpec service, ServiceEnd end, int exitCode) {
        switch (end) {
            case DIED -> say("%s died (exit code %d); starting it again in 1 s".formatted(service.name(), exitCode));
            case STOPPED ->
                say("%1$s was stopped (exit code %2$d) and stays down until: compose/bin/orderly %1$s start"
                        .formatted(service.name(), exitCode));
        }
    }

    /// The last word before the person takes over: addresses and, if there are services, lines to paste.
    ///
    /// @param down services that stopped instead of getting ready
    void ready(Duration took, Brokers brokers, List<ServiceSpec> services, List<ServiceSpec> down, Settings settings) {
        var state = down.isEmpty()
                ? "Ready after " + seconds(took)
                : "Not all is up: "
                        + down.stream().map(ServiceSpec::name).collect(Collectors.joining(", "))
                        + " stopped, see above why";
        out.print("""

                %s. Ctrl-C stops everything, in order.

                %s
                """.formatted(state, addresses(brokers, services)));
        services.stream()
                .filter(service -> service.name().equals("order-service"))
                .forEach(orders -> out.print(firstOrder(orders, settings)));
        out.flush();
    }

    private static String addresses(Brokers brokers, List<ServiceSpec> services) {
        var addresses = new StringBuilder();
        for (var service : services) {
            var grpc = service.grpcPort().isPresent()
                    ? "  gRPC 127.0.0.1:" + service.grpcPort().getAsInt()
                    : "";
            addresses.append(ADDRESS.formatted(service.name(), service.url() + grpc));
        }
        return addresses
                .append(ADDRESS.formatted("Kafka", brokers.kafka()))
                .append(ADDRESS.formatted("NATS", brokers.nats()))
                .append(ADDRESS.formatted(
                        "PostgreSQL", brokers.postgres().superuser().url()))
                .append(ADDRESS.formatted("mail sink", brokers.smtp()))
                .toString();
    }

    private static String firstOrder(ServiceSpec orders, Settings settings) {
        return """
                In a second terminal, register a user, place an order, look at it, read the letters:

                %s  echo '{"type":"user.register","data":{"userId":"ada","name":"Ada","email":"ada@example.com","openingCredit":10000}}' | compose/bin/kafka-console-producer --topic user-commands
                  echo '{"type":"order.place","data":{"orderId":"o-1","userId":"ada","lines":[{"sku":"tea","quantity":2,"unitPrice":450}]}}' | compose/bin/kafka-console-producer --topic order-commands
                  curl -s %s/orders/o-1
                  cat %s/*.eml

                """.formatted(
                        settings.exports().map(line -> "  " + line + "\n").orElse(""),
                        orders.url(),
                        fromHere(settings.data().resolve("mail")));
    }

    void stopping() {
        say("stopping");
    }

    void stopped() {
        say("stopped");
    }

    void cannotStart(String line) {
        say(line);
    }

    /// What a service prints, unchanged.
    void line(String line) {
        out.println(line);
    }

    private static Path fromHere(Path path) {
        var here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    private void say(String line) {
        out.println(SPEAKER + line);
        out.flush();
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
