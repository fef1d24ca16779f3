package dev.orderly.schemas;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Breaks valid data in every way that its schema forbids, one way at a time.
final class SchemaMutator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    SchemaMutator(long seed) {
        this.random = new Random(seed);
    }

    /// @param code the reason that a reader must give, such as `schema:/lines/0/sku`
    record Broken(String code, JsonNode data) {
        @Override
        public String toString() {
            var text = data.toString();
            return code + " " + (text.length() > 120 ? text.substring(0, 120) + "..." : text);
        }
    }

    List<Broken> mutate(JsonNode schema, JsonNode valid) {
        return values(schema, valid, "").toList();
    }

    /// All that may take this value's place and must not.
    private Stream<Broken> values(JsonNode schema, JsonNode valid, String at) {
        var wrong = new ArrayList<JsonNode>(otherTypes(schema));
        wrong.addAll(outOfBounds(schema, valid));
        var here = wrong.stream().map(value -> new Broken("schema:" + at, value));
        return switch (valid) {
            case ObjectNode object -> Stream.concat(here, fields(schema, object, at));
            case ArrayNode array -> Stream.concat(here, elements(schema, array, at));
            default -> here;
        };
    }

    private Stream<Broken> fields(JsonNode schema, ObjectNode object, String at) {
        var missing = schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .map(name -> new Broken(
                        "missing:" + at + "/" + name, object.deepCopy().without(name)));
        var inside = List.copyOf(object.propertyNames()).stream()
                .flatMap(name -> values(
                                schema.path("properties").path(name).isMissingNode()
                                        ? schema.path("additionalProperties")
                                        : schema.path("properties").path(name),
                                object.path(name),
                                at + "/" + name)
                        .map(broken -> new Broken(broken.code, object.deepCopy().set(name, broken.data))));
        return Stream.concat(missing, inside);
    }

    private Stream<Broken> elements(JsonNode schema, ArrayNode array, String at) {
        var index = random.nextInt(array.size());
        return values(schema.path("items"), array.path(index), at + "/" + index).map(broken -> {
            var copy = array.deepCopy();
            copy.set(index, broken.data);
            return new Broken(broken.code, copy);
        });
    }

    private static List<JsonNode> otherTypes(JsonNode schema) {
        List<JsonNode> values = List.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.objectNode(),
                NODES.arrayNode(),
                NODES.numberNode(7),
                NODES.numberNode(new BigDecimal("7.0")),
                NODES.numberNode(new BigDecimal("7.5")),
                NODES.stringNode("7"));
        var type = schema.path("type").asString("string");
        return values.stream()
                .filter(value -> switch (type) {
                    case "object" -> !value.isObject();
                    case "array" -> !value.isArray();
                    case "integer" -> !value.isIntegralNumber();
                    default -> !value.isString();
                })
                .toList();
    }

    private static List<JsonNode> outOfBounds(JsonNode schema, JsonNode valid) {
        var values = new ArrayList<JsonNode>();
        schema.forEachEntry((keyword, bound) -> {
            switch (keyword) {
                case "minimum" ->
                    values.add(NODES.numberNode(bound.bigIntegerValue().subtract(BigInteger.ONE)));
                case "maximum" ->
                    values.add(NODES.numberNode(bound.bigIntegerValue().add(BigInteger.ONE)));
                case "minLength" -> values.add(NODES.stringNode("x".repeat(bound.asInt() - 1)));
                case "maxLength" -> values.add(NODES.stringNode("x".repeat(bound.asInt() + 1)));
                case "enum" ->
                    Stream.of(
                                    "",
                                    "x",
                                    bound.path(0).asString() + " ",
                                    flipped(bound.path(0).asString()))
                            .map(NODES::stringNode)
                            .forEach(values::add);
                case "format" ->
                    Stream.of("QQQ", "ZZZ", "eur").map(NODES::stringNode).forEach(values::add);
                case "pattern" -> values.addAll(mismatches(bound.asString(), valid.asString()));
                case "minItems" -> values.add(NODES.arrayNode());
                case "maxItems" -> values.add(repeated(valid.path(0), bound.asInt() + 1));
                case "maxProperties" -> values.add(crowded(bound.asInt() + 1));
                case "propertyNames" -> values.add(NODES.objectNode().put("a b", "x"));
                case "$schema", "$id", "title", "type", "description", "default" -> {}
                case "properties", "required", "items", "additionalProperties" -> {}
                default -> throw new IllegalStateException("cannot break " + keyword);
            }
        });
        return values;
    }

    private static List<JsonNode> mismatches(String pattern, String valid) {
        var strict = Pattern.compile(pattern.substring(0, pattern.length() - 1) + "\\z");
        var candidates = Stream.of(
                "",
                " ",
                valid + "\n",
                valid + " ",
                "\u0001" + valid,
                valid + "\u001f",
                valid + "ü",
                "a/b",
                "x".repeat(65),
                "eur",
                "EURO",
                "no address",
                "@example.com",
                "ada@",
                "ada@example.com, bob@example.com",
                "Ada <ada@example.com>",
                "ada@example.com\r\nBcc: all@example.com",
                "ada@-x.com",
                "ada..b@x.com",
                "a@b@c",
                "a.".repeat(20_000) + "@x.com");
        var mismatches = candidates
                .filter(text -> !strict.matcher(text).find())
                .map(text -> (JsonNode) NODES.stringNode(text))
                .toList();
        if (mismatches.isEmpty()) {
            throw new IllegalStateException("nothing mismatches " + pattern);
        }
        return mismatches;
    }

    private static JsonNode repeated(JsonNode element, int count) {
        var array = NODES.arrayNode();
        for (var i = 0; i < count; i++) {
            array.add(element);
        }
        return array;
    }

    private static JsonNode crowded(int count) {
        var object = NODES.objectNode();
        for (var i = 0; i < count; i++) {
            object.put("p" + i, "x");
        }
        return object;
    }

    private static String flipped(String word) {
        return word.codePoints()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
