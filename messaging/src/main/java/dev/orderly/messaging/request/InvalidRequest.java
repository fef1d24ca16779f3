package dev.orderly.messaging.request;

import java.util.Map;

/// What was asked makes no sense. The message tells the asker what to mend; it names fields, never values.
public final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String wrong;

    /// About the request as a whole, or what has the same name everywhere.
    public InvalidRequest(String detail) {
        this("", detail);
    }

    /// @param field as the question names it
    /// @param wrong what is wrong with it: `is missing`
    public InvalidRequest(String field, String wrong) {
        super(field.isEmpty() ? wrong : field + " " + wrong);
        this.field = field;
        this.wrong = wrong;
    }

    /// The same in the asker's words.
    ///
    /// @param names of fields that the asker knows by another
    public InvalidRequest inWordsOf(Map<String, String> names) {
        return new InvalidRequest(names.getOrDefault(field, field), wrong);
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
