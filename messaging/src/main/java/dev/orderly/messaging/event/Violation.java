package dev.orderly.messaging.event;

import com.networknt.schema.Error;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/// One way in which data breaks its schema.
///
/// @param pointer JSON pointer to what is wrong or missing, within the data
/// @param expected what should be there, without what is there: values may be personal
record Violation(boolean missing, String pointer, String keyword, String expected) {

    /// What is missing first, then what lies higher up, then by pointer: the same choice at every reading.
    static final Comparator<Violation> ORDER = Comparator.comparing((Violation v) -> !v.missing)
            .thenComparingLong(v -> v.pointer.chars().filter(c -> c == '/').count())
            .thenComparingInt(v -> v.pointer.length())
            .thenComparing(Violation::pointer)
            .thenComparing(Violation::keyword);

    /// @param schema the whole schema, whose descriptions say in words what its patterns mean
    static Violation of(Error error, JsonNode schema) {
        var at = error.getInstanceLocation().toString();
        if (error.getKeyword().equals("required")) {
            return new Violation(true, at + "/" + error.getProperty(), "required", "is missing");
        }
        return new Violation(false, at, error.getKeyword(), "must be " + expected(error, schema));
    }

    Reason reason(String at) {
        var detail = field(at + pointer) + " " + expected;
        return missing ? Reason.missing(at + pointer, detail) : Reason.schema(at + pointer, detail);
    }

    /// `/data/lines/0/sku` as people write it: `data.lines[0].sku`.
    static String field(String pointer) {
        var name = pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
        return name.startsWith(".") ? name.substring(1) : name.isEmpty() ? "the document" : name;
    }

    private static String expected(Error error, JsonNode schema) {
        var bound = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" -> "of type " + bound.asString();
            case "minimum" -> "at least " + bound;
            case "maximum" -> "at most " + bound;
            case "minLength" -> "at least " + bound + " characters long";
            case "maxLength" -> "at most " + bound + " characters long";
            case "minItems" -> "a list of at least " + bound;
            case "maxItems" -> "a list of at most " + bound;
            case "maxProperties" -> "an object of at most " + bound + " fields";
            case "propertyNames" ->
                "an object whose field names match " + bound.path("pattern").asString();
            case "enum" ->
                "one of " + bound.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
            case "format", "pattern" -> description(error, schema).orElse("text as " + bound.asString() + " has it");
            default -> "as its schema says (" + error.getKeyword() + ")";
        };
    }

    private static Optional<String> description(Error error, JsonNode schema) {
        var keyword = JsonPointer.compile(error.getEvaluationPath().toString());
        return schema.at(keyword.head()).path("description").asStringOpt();
    }
}
