package dev.orderly.messaging.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// How answers are written: records in the order of their components, what is absent left out, times as ISO 8601.
public final class AnswerJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private AnswerJson() {}

    public static byte[] bytes(Object json) {
        return MAPPER.writeValueAsBytes(json);
    }
}
