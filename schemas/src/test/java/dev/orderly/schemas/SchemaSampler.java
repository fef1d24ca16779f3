package dev.orderly.schemas;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Makes data that a schema allows, from a seed. Knows the keywords that our schemas use, and no others.
final class SchemaSampler {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> EMAILS =
            List.of("ada@example.com", "a.b+c@x.example", "o'neil@sub.example.org", "x@localhost", "1@2.3");
    private static final List<String> LETTERS =
            List.of("a", "Z", "9", " ", "\"", "\\", "\n", "\t", "ü", "€", "😀", "\u007f");

    private final Random random;
    private final boolean complete;

    /// @param complete whether all that is optional is there; else a coin decides
    SchemaSampler(long seed, boolean complete) {
        this.random = new Random(seed);
        this.complete = complete;
    }

    JsonNode sample(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        return switch (schema.path("type").asString()) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> NODES.numberNode(integer(schema));
            default -> NODES.stringNode(string(schema));
        };
    }

    private JsonNode object(JsonNode schema) {
        var object = NODES.objectNode();
        var required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").forEachEntry((name, property) -> {
            if (complete || required.contains(name) || random.nextBoolean()) {
                object.set(name, sample(property));
            }
        });
        if (schema.has("additionalProperties")) {
            for (var i = complete ? 2 : random.nextInt(4); i > 0; i--) {
                object.set("blank" + i, sample(schema.path("additionalProperties")));
            }
        }
        return object;
    }

    private JsonNode array(JsonNode schema) {
        var array = NODES.arrayNode();
        var size = random.nextInt(20) == 0 ? schema.path("maxItems").asInt() : 1 + random.nextInt(3);
        for (var i = 0; i < size; i++) {
            array.add(sample(schema.path("items")));
        }
        return array;
    }

    private long integer(JsonNode schema) {
        var minimum = schema.path("minimum").asLong();
        var maximum = schema.path("maximum").asLong();
        return switch (random.nextInt(6)) {
            case 0 -> minimum;
            case 1 -> maximum;
            default -> random.nextLong(minimum, Math.min(maximum, 1_000_000));
        };
    }

    private String string(JsonNode schema) {
        var pattern = schema.path("pattern").asString("");
        if (pattern.contains("@")) {
            return EMAILS.get(random.nextInt(EMAILS.size()));
        }
        if (schema.has("format")) {
            return List.of("EUR", "USD", "JPY", "GBP").get(random.nextInt(4));
        }
        if (pattern.endsWith("{1,64}$")) {
            return text(List.of("a", "Z", "9", ".", "_", ":", "-"), 1, 64);
        }
        return text(
                LETTERS,
                schema.path("minLength").asInt(0),
                schema.path("maxLength").asInt(300));
    }

    /// @param longest in code points, as JSON Schema counts
    private String text(List<String> alphabet, int shortest, int longest) {
        var text = new StringBuilder();
        for (var i = random.nextInt(shortest, longest + 1); i > 0; i--) {
            text.append(alphabet.get(random.nextInt(alphabet.size())));
        }
        return text.toString();
    }
}
