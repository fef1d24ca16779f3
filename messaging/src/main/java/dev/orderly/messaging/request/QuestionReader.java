package dev.orderly.messaging.request;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/// Reads what is asked, strictly: one document, no duplicate keys, no coercion, bounded depth and strings.
/// Unknown fields are ignored. What is wrong is told without quoting it.
public final class QuestionReader<Q extends Record> {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(64 * 1024)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /// Parameters of a URL are texts, whatever they mean.
    private static final JsonMapper OF_TEXTS =
            JsonMapper.builder().enable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

    private final Class<Q> asked;

    public QuestionReader(Class<Q> asked) {
        this.asked = asked;
    }

    /// @throws InvalidRequest saying what to mend
    public Q read(byte[] json) {
        return read(json, Map.of());
    }

    /// @param parameters that stand in the URL; they must not stand in the body again with another value
    /// @throws InvalidRequest saying what to mend
    public Q read(byte[] json, Map<String, String> parameters) {
        return told(() -> {
            var fields = object(json);
            parameters.forEach((name, value) -> {
                if (fields.has(name) && !value.equals(fields.path(name).asString(""))) {
                    throw new InvalidRequest(name, "differs between URL and body");
                }
                fields.put(name, value);
            });
            return STRICT.treeToValue(fields, asked);
        });
    }

    /// @throws InvalidRequest saying what to mend
    public Q read(Map<String, String> parameters) {
        return told(() -> OF_TEXTS.convertValue(parameters, asked));
    }

    private interface Step<T> {
        T run();
    }

    private static ObjectNode object(byte[] json) {
        if (json.length == 0) {
            throw new InvalidRequest("the request is empty; send a JSON object");
        }
        JsonNode tree = STRICT.readTree(json);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidRequest("the request must be a JSON object");
    }

    private static <T> T told(Step<T> step) {
        try {
            return step.run();
        } catch (DatabindException e) {
            throw e.getCause() instanceof InvalidRequest invalid ? invalid : wrongField(e);
        } catch (StreamReadException e) {
            var at = e.getLocation();
            throw new InvalidRequest(
                    "the request is not strict JSON: line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        } catch (JacksonException e) {
            throw new InvalidRequest("the request is not strict JSON");
        }
    }

    private static InvalidRequest wrongField(DatabindException e) {
        var pointer = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("/"));
        return pointer.isEmpty()
                ? new InvalidRequest("the request is not one JSON object")
                : new InvalidRequest(pointer, "has the wrong type");
    }
}
