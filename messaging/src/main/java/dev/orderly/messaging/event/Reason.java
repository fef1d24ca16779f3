package dev.orderly.messaging.event;

import java.util.List;
import java.util.stream.Stream;

/// Why a message is a dead letter: a code for machines and a sentence that says what to mend, naming fields,
/// never values.
///
/// @param code one of the codes of the factories below, with a JSON pointer where they take one
public record Reason(String code, String detail) {
    /// The code of a message whose id another had.
    public static final String ID_REUSED = "id-reused";

    /// All codes there are, without the pointers that some of them take.
    public static List<String> codes() {
        return Stream.of(
                        empty(""),
                        json(""),
                        type(""),
                        missing("", ""),
                        schema("", ""),
                        tooLarge(""),
                        idReused(""),
                        foreign(""),
                        nothingReserved(""),
                        bug(""))
                .map(reason -> reason.code().replace(":", ""))
                .toList();
    }

    public static Reason empty(String detail) {
        return new Reason("empty", detail);
    }

    public static Reason json(String detail) {
        return new Reason("json", detail);
    }

    public static Reason type(String detail) {
        return new Reason("type", detail);
    }

    public static Reason missing(String pointer, String detail) {
        return new Reason("missing:" + pointer, detail);
    }

    public static Reason schema(String pointer, String detail) {
        return new Reason("schema:" + pointer, detail);
    }

    public static Reason tooLarge(String detail) {
        return new Reason("too-large", detail);
    }

    public static Reason idReused(String detail) {
        return new Reason(ID_REUSED, detail);
    }

    public static Reason foreign(String detail) {
        return new Reason("foreign", detail);
    }

    public static Reason nothingReserved(String detail) {
        return new Reason("nothing-reserved", detail);
    }

    public static Reason bug(String detail) {
        return new Reason("bug", detail);
    }
}
