package dev.orderly.compose.system;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON read and written.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Json() {}

    static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    static JsonNode read(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// The same with all fields sorted, those of nodes inside, too.
    static String sorted(Object value) {
        return SORTED.writeValueAsString(SORTED.readValue(SORTED.writeValueAsString(value), Object.class));
    }

    /// An object of names and values in turn.
    static Map<String, Object> object(Object... pairs) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put((String) pairs[i], pairs[i + 1]);
        }
        return object;
    }

    /// The shortest message there is: a type and data, the names and values of `pairs`.
    static String message(String type, Object... pairs) {
        return text(object("type", type, "data", object(pairs)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
