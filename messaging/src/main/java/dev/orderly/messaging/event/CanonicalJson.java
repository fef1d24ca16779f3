package dev.orderly.messaging.event;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON in the one spelling that equal content shares: no white space, fields sorted by UTF-16 code units, only quotes,
/// backslashes and control characters escaped, numbers by value (`1.0` and `10e-1` are `1`).
/// Close to RFC 8785, but with exact numbers instead of doubles.
final class CanonicalJson {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_PLAIN_NUMBER = 19;

    private byte[] bytes = new byte[1024];
    private int length;

    static byte[] of(JsonNode node) {
        var json = new CanonicalJson();
        json.write(node);
        return Arrays.copyOf(json.bytes, json.length);
    }

    private void write(JsonNode node) {
        switch (node) {
            case ObjectNode object -> write(object);
            case ArrayNode array -> write(array);
            default -> {
                if (node.isString()) {
                    write(node.stringValue());
                } else if (node.isNumber()) {
                    ascii(number(node));
                } else {
                    ascii(node.isNull() ? "null" : Boolean.toString(node.booleanValue()));
                }
            }
        }
    }

    private void write(ObjectNode object) {
        var names = object.propertyNames().toArray(String[]::new);
        Arrays.sort(names);
        add('{');
        for (var i = 0; i < names.length; i++) {
            if (i > 0) {
                add(',');
            }
            write(names[i]);
            add(':');
            write(object.path(names[i]));
        }
        add('}');
    }

    private void write(ArrayNode array) {
        add('[');
        for (var i = 0; i < array.size(); i++) {
            if (i > 0) {
                add(',');
            }
            write(array.path(i));
        }
        add(']');
    }

    private void write(String text) {
        add('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= 0x80) {
                for (var b : text.substring(i).getBytes(StandardCharsets.UTF_8)) {
                    escaped(b);
                }
                break;
            }
            escaped((byte) c);
        }
        add('"');
    }

    private void escaped(byte b) {
        if (b == '"' || b == '\\') {
            add('\\');
            add(b);
        } else if (b >= 0 && b < ' ') {
            ascii("\\u00");
            add(HEX[b >> 4]);
            add(HEX[b & 15]);
        } else {
            add(b);
        }
    }

    private static String number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Long.toString(node.longValue());
        }
        return number(node.decimalValue());
    }

    /// Plain where a long could hold it, with an exponent beyond, so that a huge exponent does not become huge text.
    private static String number(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        if (Math.abs((long) number.scale()) > 1_000_000) {
            return number.toString();
        }
        var shortest = number.stripTrailingZeros();
        var isPlain = shortest.scale() <= 0 && shortest.precision() - shortest.scale() <= LONGEST_PLAIN_NUMBER;
        return isPlain ? shortest.toPlainString() : shortest.unscaledValue() + "E" + -(long) shortest.scale();
    }

    private void ascii(String text) {
        for (var i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    private void add(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) b;
    }
}
