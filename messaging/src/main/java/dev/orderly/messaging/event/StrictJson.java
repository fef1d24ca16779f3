package dev.orderly.messaging.event;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON read to the letter: UTF-8, one document, no field twice, nothing coerced, and a limit on everything.
final class StrictJson {

    /// Bytes of a record's value. Key and headers are bounded by Kafka's own limits on a record.
    static final int MAX_DOCUMENT = 256 * 1024;

    /// Bytes of one string or field name, as UTF-8.
    static final int MAX_STRING = 64 * 1024;

    /// Levels of objects and arrays in each other, the outermost counted.
    static final int MAX_NESTING = 64;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(MAX_DOCUMENT)
                            .maxNameLength(MAX_DOCUMENT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private StrictJson() {}

    /// The one document in these bytes.
    static JsonNode read(byte[] bytes) {
        if (bytes.length > MAX_DOCUMENT) {
            throw new Unreadable(Reason.tooLarge("the value is larger than 256 KiB"));
        }
        if (!Utf8.isClean(bytes)) {
            throw new Unreadable(Reason.json("the value is not UTF-8, or holds U+0000"));
        }
        if (bytes.length > 2 && bytes[0] == (byte) 0xef) {
            throw new Unreadable(Reason.json("the value does not start as JSON does; a byte order mark is not read"));
        }
        var document = parse(bytes);
        if (bytes.length > MAX_STRING || contains(bytes, (byte) '\\')) {
            check(document);
        }
        return document;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            var document = MAPPER.readTree(bytes);
            if (document == null || document.isMissingNode()) {
                throw new Unreadable(Reason.json("the value holds nothing but white space"));
            }
            return document;
        } catch (JacksonException e) {
            throw new Unreadable(Reason.json(wrong(e)));
        } catch (NumberFormatException tooLarge) {
            throw new Unreadable(Reason.json("a number's exponent is beyond all bounds"));
        }
    }

    /// Jackson's own words may quote the text, so only the place is taken over.
    private static String wrong(JacksonException e) {
        var what = switch (e) {
            case StreamConstraintsException _ -> "it is nested more than 64 deep, or a number is too long";
            case MismatchedInputException _ -> "a field is there twice, or something follows the document";
            default -> "the syntax is wrong";
        };
        var where = e.getLocation();
        var place = where == null ? "" : " near line " + where.getLineNr() + ", column " + where.getColumnNr();
        return "the value is not one strict JSON document" + place + ": " + what;
    }

    private static void check(JsonNode node) {
        if (node.isString()) {
            check(node.stringValue());
        } else if (node instanceof ObjectNode object) {
            object.forEachEntry((name, value) -> {
                check(name);
                check(value);
            });
        } else {
            for (var element : node) {
                check(element);
            }
        }
    }

    private static void check(String text) {
        if (text.length() > MAX_STRING / 3 && Utf8.length(text) > MAX_STRING) {
            throw new Unreadable(Reason.tooLarge("a string is larger than 64 KiB"));
        }
        if (!Utf8.isClean(text)) {
            throw new Unreadable(Reason.json("a string holds U+0000 or half of a surrogate pair"));
        }
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (var b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
