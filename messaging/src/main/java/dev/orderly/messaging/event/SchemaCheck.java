package dev.orderly.messaging.event;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

/// Data held against the JSON Schema (2020-12) of its message type, which is compiled once.
final class SchemaCheck {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .format(new CurrencyFormat())
                    .build(),
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .pathType(PathType.JSON_POINTER)
                    .build()));

    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    static SchemaCheck of(MessageType<?> type) {
        var file = "/schemas/" + type.name() + "." + type.version() + ".json";
        try (var json = type.data().getResourceAsStream(file)) {
            if (json == null) {
                throw new IllegalStateException("there is no resource " + file + " beside " + type.data());
            }
            var schema = REGISTRY.getSchema(StrictJson.MAPPER.readTree(json));
            schema.initializeValidators();
            return new SchemaCheck(schema);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the resource " + file, e);
        }
    }

    /// @param at pointer of the data in its document, which goes in front of what is named
    void check(JsonNode data, String at) {
        var errors = errors(data);
        if (!errors.isEmpty()) {
            var first = errors.stream()
                    .map(error -> Violation.of(error, schema.getSchemaNode()))
                    .min(Violation.ORDER)
                    .orElseThrow();
            throw new Unreadable(first.reason(at));
        }
    }

    /// The validator compares whole numbers as longs and throws at `1e99`, so such a number is shown to it as
    /// a fraction: both are no integers.
    private List<Error> errors(JsonNode data) {
        try {
            return schema.validate(data);
        } catch (JsonNodeException beyondLong) {
            return schema.validate(withoutHugeNumbers(data));
        }
    }

    private static JsonNode withoutHugeNumbers(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.forEachEntry((name, value) -> copy.set(name, withoutHugeNumbers(value)));
                yield copy;
            }
            case ArrayNode array ->
                array.valueStream()
                        .map(SchemaCheck::withoutHugeNumbers)
                        .collect(array::arrayNode, ArrayNode::add, ArrayNode::addAll);
            case DecimalNode _ -> DecimalNode.valueOf(new BigDecimal("0.5"));
            default -> node;
        };
    }

    /// What the schema says that fields have which are left out.
    Map<String, JsonNode> defaults() {
        var defaults = new LinkedHashMap<String, JsonNode>();
        schema.getSchemaNode().path("properties").forEachEntry((name, property) -> {
            if (property.has("default")) {
                defaults.put(name, property.path("default"));
            }
        });
        return defaults;
    }
}
