package dev.orderly.compose.embedded.launch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The least that the launcher takes for a service: serves its health, tells its environment and pid, and dies when
/// asked. Not ready as long as the file `UNREADY_WHILE` is there; it then answers with the checks in that file, if any.
final class FakeService {
    private static final String CHECKS =
            "{\"checks\":[{\"name\":\"nats\",\"status\":\"DOWN\",\"data\":{\"why\":\"nobody listens there\"}}]}";

    private static final AtomicInteger ASKED = new AtomicInteger();

    private FakeService() {}

    static void main(String[] args) throws IOException {
        if (System.getenv("HTTP_PORT").equals(System.getenv("REFUSING_PORT"))) {
            System.exit(78);
        }
        var port = Integer.parseInt(System.getenv("HTTP_PORT"));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health/ready", FakeService::tellHealth);
        server.createContext("/asked", exchange -> answer(exchange, 200, ASKED.toString()));
        server.createContext(
                "/env/", exchange -> answer(exchange, 200, String.valueOf(System.getenv(lastPart(exchange)))));
        server.createContext(
                "/pid",
                exchange -> answer(
                        exchange, 200, Long.toString(ProcessHandle.current().pid())));
        server.createContext("/die/", exchange -> Runtime.getRuntime().halt(Integer.parseInt(lastPart(exchange))));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("fake on " + port + " ends")));
        System.out.println("12:00:00.000 INFO  fake on " + port + ": " + String.join(" ", args));
    }

    /// Makes a jar of it, laid out as a service's: a main class, and a class path that is found from the jar's place.
    static void packInto(Path jar, Class<?> main, URI classes) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
        attributes.put(Attributes.Name.CLASS_PATH, classes.toString());
        try (OutputStream file = Files.newOutputStream(jar);
                var packed = new JarOutputStream(file, manifest)) {
            packed.finish();
        }
    }

    private static void tellHealth(HttpExchange exchange) throws IOException {
        ASKED.incrementAndGet();
        try {
            var checks = Files.readString(Path.of(System.getenv("UNREADY_WHILE")));
            answer(exchange, 503, checks.isEmpty() ? CHECKS : checks);
        } catch (NoSuchFileException _) {
            answer(exchange, 200, CHECKS);
        }
    }

    private static String lastPart(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
