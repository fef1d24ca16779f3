package dev.orderly.messaging.event;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The attributes of one message, in whichever mode they came, one by one. A wrong one ends the reading.
record Attributes(JsonNode document) {

    /// Ids and names that others give are kept as they are, up to this many characters.
    static final int LONGEST_FOREIGN_TEXT = 200;

    /// The attribute's text, if it is there. A JSON `null` is not there, as CloudEvents has it.
    Optional<String> text(String name) {
        var value = document.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw wrong(name, "a string");
        }
        return Optional.of(value.stringValue());
    }

    /// The same for ids and names: neither empty nor too long.
    Optional<String> name(String name) {
        var text = text(name);
        if (text.isPresent() && !isName(text.get())) {
            throw wrong(name, "1 to " + LONGEST_FOREIGN_TEXT + " characters long, without U+0000");
        }
        return text;
    }

    /// A positive integer.
    Optional<Integer> number(String name) {
        var value = document.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isInt() || value.intValue() < 1) {
            throw wrong(name, "an integer from 1");
        }
        return Optional.of(value.intValue());
    }

    static Unreadable wrong(String attribute, String expected) {
        return new Unreadable(Reason.schema("/" + attribute, attribute + " must be " + expected));
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_FOREIGN_TEXT && text.indexOf(0) < 0;
    }
}
