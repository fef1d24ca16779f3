package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.request.AnswerJson;
import dev.orderly.messaging.request.Door;
import dev.orderly.messaging.service.settings.HttpSettings;
import dev.orderly.messaging.telemetry.Health;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The service's HTTP port: health, questions, pages, and problems for everything else.
public final class HttpEdge {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HttpSettings settings;
    private final Health health;
    private final Door door;
    private final WebServer server;

    public HttpEdge(HttpSettings settings, List<Route<?>> routes, List<Page> pages, Health health, Door door) {
        this.settings = settings;
        this.health = health;
        this.door = door;
        this.server = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .maxConcurrentRequests(settings.parallel())
                .maxTcpConnections(settings.connections())
                .idleConnectionTimeout(settings.idleTimeout())
                .connectionOptions(
                        socket -> socket.readTimeout(settings.readTimeout()).tcpNoDelay(true))
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder()
                                .maxHeadersSize(settings.headerBytes())
                                .build())
                        .build())
                .directHandlers(problems())
                .routing(routing -> route(routing, routes, pages))
                .build();
    }

    /// @throws Failure if the port cannot be had; Helidon does not throw, it only logs
    public void start() {
        server.start();
        if (!server.isRunning()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "cannot listen on %s:%d, which is taken or not of this machine; stop what uses it, or set HTTP_PORT or HTTP_HOST"
                            .formatted(settings.host(), settings.port()));
        }
    }

    public void stop() {
        server.stop();
    }

    /// Where it listens, once started.
    public URI address() {
        var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return URI.create("http://" + host + ":" + server.port());
    }

    private void route(HttpRouting.Builder routing, List<Route<?>> routes, List<Page> pages) {
        var methods = new TreeMap<String, Set<String>>();
        routing.addFilter(HttpEdge::closeWhenAsked);
        on(
                routing,
                methods,
                Method.GET,
                "/health/live",
                (request, response) -> report(new HttpReply(request, response), health.live()));
        on(
                routing,
                methods,
                Method.GET,
                "/health/ready",
                (request, response) -> report(new HttpReply(request, response), health.ready()));
        pages.forEach(page -> on(
                routing,
                methods,
                Method.GET,
                page.path(),
                (request, response) -> new HttpReply(request, response).send(page)));
        routes.forEach(route -> {
            on(routing, methods, route.method(), route.path(), new HttpEndpoint<>(route, door, settings.bodyBytes()));
        });
        methods.forEach((path, allowed) -> routing.any(path, (request, response) -> {
            response.header(HeaderNames.ALLOW, String.join(", ", allowed));
            new HttpReply(request, response).send(Problem.of(405, "this address takes " + String.join(", ", allowed)));
        }));
        routing.any((request, response) ->
                new HttpReply(request, response).send(Problem.of(404, "there is nothing at this address")));
    }

    /// Whatever takes GET takes HEAD, too; the reply leaves the body away.
    private static void on(
            HttpRouting.Builder routing,
            Map<String, Set<String>> methods,
            Method method,
            String path,
            Handler handler) {
        var allowed = methods.computeIfAbsent(path, _ -> new TreeSet<>());
        routing.route(method, path, handler);
        allowed.add(method.text());
        if (method.equals(Method.GET)) {
            routing.route(Method.HEAD, path, handler);
            allowed.add(Method.HEAD.text());
        }
    }

    /// Helidon 4.5.0 announces the close and leaves the connection open; a client that reads to its end would hang.
    private static void closeWhenAsked(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)
                || response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("asked to close");
        }
    }

    private static void report(HttpReply reply, Health.Report report) {
        reply.sendJson(report.allUp() ? 200 : 503, report);
    }

    /// What the server itself refuses, before any route: as problems, too, and without its words about the inside.
    private static DirectHandlers problems() {
        var handlers = DirectHandlers.builder();
        for (var event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, (_, type, status, headers, _) -> {
                headers.set(HeaderNames.CONTENT_TYPE, Problem.CONTENT_TYPE);
                return DirectHandler.TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .keepAlive(type.keepAlive())
                        .entity(AnswerJson.bytes(Problem.of(status.code(), "the server cannot take this request")))
                        .build();
            });
        }
        return handlers.build();
    }
}
