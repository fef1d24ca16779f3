package dev.orderly.messaging.doctor;

import dev.orderly.messaging.doctor.Condition.State;
import dev.orderly.messaging.telemetry.Causes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the service says of itself over HTTP.
record HealthCheck(String service, String address) {
    private static final String THING = "service";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();

    Condition look() throws InterruptedException {
        if (address.isEmpty()) {
            return Condition.of(
                    service,
                    State.UNKNOWN,
                    Finding.warn(
                            THING,
                            "HTTP_PORT is 0, so where it listens cannot be told",
                            "set HTTP_PORT, or see its log"));
        }
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(URI.create(address + "/health/ready"))
                    .timeout(PATIENCE)
                    .build();
            return said(
                    JSON.readTree(client.send(request, BodyHandlers.ofString()).body()));
        } catch (IOException e) {
            return Condition.of(service, State.AWAY, away(Causes.told(e)));
        } catch (JacksonException | IllegalArgumentException _) {
            return Condition.of(
                    service,
                    State.UNKNOWN,
                    Finding.bad(THING, address + " is answered by something else", "stop that, or set HTTP_PORT"));
        }
    }

    private Finding away(String why) {
        return Finding.bad(
                THING,
                "%s does not answer: %s".formatted(address, why),
                "orderly %1$s start, under make run; elsewhere orderly %1$s serve".formatted(service));
    }

    private Condition said(JsonNode report) {
        if (report.path("status").asString("").equals("UP")) {
            return Condition.of(service, State.READY, Finding.ok(THING, "up and ready at " + address));
        }
        var down = report.path("checks")
                .valueStream()
                .filter(check -> !check.path("status").asString("").equals("UP"))
                .map(Down::of)
                .toList();
        if (down.isEmpty()) {
            return notReady(List.of(new Down("it does not say why", "see its log", false)));
        }
        var faults = down.stream().filter(each -> !each.isWaiting()).toList();
        return faults.isEmpty() ? waiting(down) : notReady(faults);
    }

    /// A line for each fault: what only waits for it is no other.
    private Condition notReady(List<Down> faults) {
        var worst = faults.stream()
                .filter(each -> !each.mend().equals(Down.WAIT))
                .findFirst()
                .orElse(faults.getFirst());
        return new Condition(
                service,
                State.NOT_READY,
                worst.why(),
                worst.mend(),
                faults.stream()
                        .map(each -> Finding.bad(THING, "not ready: " + each.why(), each.mend()))
                        .toList());
    }

    /// Nothing has failed: it is starting, or looks at something anew.
    private Condition waiting(List<Down> down) {
        var why = down.stream().map(Down::why).collect(Collectors.joining(", "));
        var mend = "it goes on by itself; look again in some seconds";
        return new Condition(
                service, State.NOT_READY, why, mend, List.of(Finding.waits(THING, "not ready yet: " + why, mend)));
    }

    /// One thing that keeps it from being ready.
    private record Down(String why, String mend, boolean isWaiting) {
        static final String WAIT = "it goes on by itself when that is mended";

        static Down of(JsonNode check) {
            var name = check.path("name").asString("?");
            var why = check.path("data").path("why").asString("");
            return new Down(
                    why.startsWith(name) ? why : name + ": " + why,
                    check.path("data").path("mend").asString(WAIT),
                    check.path("data").path("state").asString("").equals("waiting"));
        }
    }
}
