package dev.orderly.messaging.doctor;

import dev.orderly.messaging.telemetry.Causes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the service says of itself over HTTP.
record HealthCheck(String service, String address) {
    private static final String THING = "service";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();

    List<Finding> look() throws InterruptedException {
        if (address.isEmpty()) {
            return List.of(Finding.warn(
                    THING, "HTTP_PORT is 0, so where it listens cannot be told", "set HTTP_PORT, or see its log"));
        }
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(URI.create(address + "/health/ready"))
                    .timeout(PATIENCE)
                    .build();
            return findings(
                    JSON.readTree(client.send(request, BodyHandlers.ofString()).body()));
        } catch (ConnectException _) {
            return List.of(away("nobody listens there"));
        } catch (IOException e) {
            return List.of(away(Causes.told(e)));
        } catch (JacksonException _) {
            return List.of(
                    Finding.bad(THING, address + " is answered by something else", "stop that, or set HTTP_PORT"));
        }
    }

    private Finding away(String why) {
        return Finding.bad(
                THING,
                "%s does not answer: %s".formatted(address, why),
                "orderly %1$s start, under make run; elsewhere orderly %1$s serve".formatted(service));
    }

    private List<Finding> findings(JsonNode report) {
        if (report.path("status").asString("").equals("UP")) {
            return List.of(Finding.ok(THING, "up and ready at " + address));
        }
        var findings = new ArrayList<Finding>();
        for (var check : report.path("checks")) {
            if (!check.path("status").asString("").equals("UP")) {
                findings.add(down(check.path("name").asString("?"), check.path("data")));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.bad(THING, "not ready, and does not say why", "see its log"))
                : findings;
    }

    private static Finding down(String name, JsonNode why) {
        return Finding.bad(
                THING,
                "not ready: %s: %s".formatted(name, why.path("why").asString("")),
                why.path("mend").asString("it goes on by itself when that is mended"));
    }
}
