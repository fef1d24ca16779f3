package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Brokers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All that the launcher itself says.
final class Announcements {
    private static final String SPEAKER = "orderly: ";

    private final PrintStream out;

    Announcements(PrintStream out) {
        this.out = out;
    }

    void leftovers(List<String> names) {
        if (!names.isEmpty()) {
            say("stopped what an earlier run had left: " + String.join(", ", names));
        }
    }

    void brokers(Brokers brokers, Duration took) {
        say("brokers (%s) are up after %s: Kafka %s, NATS %s, PostgreSQL %s, mail %s"
                .formatted(
                        brokers.infra(),
                        seconds(took),
                        brokers.kafka(),
                        brokers.nats(),
                        brokers.postgres().superuser().url(),
                        brokers.smtp()));
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

    void brokersReady(Duration took) {
        say("ready after " + seconds(took) + ". Ctrl-C stops everything");
    }

    /// The last word before the person takes over: lines to paste.
    void allReady(Duration took, List<ServiceSpec> services, Path mail) {
        var addresses = new StringBuilder();
        for (var service : services) {
            addresses.append("  %-22s%s".formatted(service.name(), service.url()));
            service.grpcPort()
                    .ifPresent(port -> addresses.append("  gRPC 127.0.0.1:").append(port));
            addresses.append('\n');
        }
        var orders = services.stream()
                .filter(service -> service.name().equals("order-service"))
                .findFirst();
        out.print("""

                Ready after %s. Ctrl-C stops everything, in order.

                %s
                Register a user, place an order, look at it, read the letters:

                  echo '{"type":"user.register","data":{"userId":"ada","name":"Ada","email":"ada@example.com","openingCredit":10000}}' | compose/bin/kafka-console-producer --topic user-commands
                  echo '{"type":"order.place","data":{"orderId":"o-1","userId":"ada","lines":[{"sku":"tea","quantity":2,"unitPrice":450}]}}' | compose/bin/kafka-console-producer --topic order-commands
                  curl -s %s/orders/o-1
                  cat %s/*.eml

                """.formatted(
                        seconds(took), addresses, orders.map(ServiceSpec::url).orElse(""), mail));
        out.flush();
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

    private void say(String line) {
        out.println(SPEAKER + line);
        out.flush();
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
