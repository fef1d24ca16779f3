package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.ServiceCommandLine;
import dev.orderly.messaging.request.Door;
import dev.orderly.messaging.request.GetThing;
import dev.orderly.messaging.request.NatsEdge;
import dev.orderly.messaging.service.settings.HttpSettings;
import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.service.settings.SettingGroup;
import java.util.List;

/// A whole service that does nothing but answer, to be run as a process.
final class ExampleService {
    private static final SettingGroup<HttpSettings> HTTP = HttpSettings.of(8082);

    private ExampleService() {}

    static void main(String[] args) {
        new ServiceCommandLine(
                        "order-service",
                        "0.1.0",
                        "Answers.",
                        List.of(HTTP, NatsSettings.GROUP),
                        List.of(new Serve("0.1.0", ExampleService::components)))
                .runAndExit(args);
    }

    private static List<Component> components(Serve.Grounds on) {
        var question = new GetThing();
        var http = new HttpEdge(
                on.settings().get(HTTP),
                List.of(Route.get("/things/{thingId}", question)),
                List.of(),
                on.health(),
                new Door("http", on.health(), on.telemetry(), on.time()));
        var nats = new NatsEdge(
                "order-service",
                "0.1.0",
                "Answers.",
                on.settings().get(NatsSettings.GROUP),
                List.of(question),
                on.health(),
                on.telemetry(),
                on.time());
        return List.of(
                Component.of(
                        "http",
                        () -> {
                            http.start();
                            System.out.println("listens on " + http.address());
                        },
                        http::stop),
                Component.of("nats", nats::start, nats::stop));
    }
}
