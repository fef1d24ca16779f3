package dev.orderly.messaging.request;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that all ids have.
public final class Id {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Id() {}

    /// The value, if it is an id.
    ///
    /// @param field as the question names it
    /// @throws InvalidRequest if it is none, or missing
    public static String checked(String field, @Nullable String value) {
        if (value == null) {
            throw new InvalidRequest(field, "is missing");
        }
        if (!FORM.matcher(value).matches()) {
            throw new InvalidRequest(field, "must be an id: " + FORM);
        }
        return value;
    }
}
