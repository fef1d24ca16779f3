package dev.orderly.schemas;

import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The contract's files, and records that hold what they show.
final class Contract {
    static final JsonMapper JSON = new JsonMapper();

    private Contract() {}

    /// A message type on a topic that carries it.
    record Carried(Topic topic, MessageType<?> type) {
        @Override
        public String toString() {
            return topic.name() + " " + type.name();
        }
    }

    static Stream<Carried> carried() {
        return Topics.ALL.stream().flatMap(topic -> topic.types().stream().map(type -> new Carried(topic, type)));
    }

    static JsonNode schema(MessageType<?> type) {
        return JSON.readTree(resource("schemas/" + type.name() + "." + type.version() + ".json"));
    }

    /// Files directly in a folder of the resources, by name.
    static List<Path> files(String folder) {
        try (var files =
                Files.list(Path.of(Contract.class.getResource("/" + folder).toURI()))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The examples of a type: `<type>.<what it shows>.json`.
    static List<Path> examples(String type) {
        return files("examples").stream()
                .filter(file -> typeOf(file).equals(type))
                .toList();
    }

    static String typeOf(Path example) {
        var name = example.getFileName().toString().replaceFirst("[.]json$", "");
        return name.substring(0, name.lastIndexOf('.'));
    }

    static Received record(String topic, byte[] value) {
        return new Received(
                topic, new UUID(1, 2), 3, 42, 0, Instant.parse("2026-11-21T10:24:31.120Z"), null, value, List.of());
    }

    static Received record(String topic, String type, JsonNode data) {
        var message = JSON.createObjectNode().put("type", type);
        message.set("data", data);
        return record(topic, message.toString().getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (var stream = Contract.class.getResourceAsStream("/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
