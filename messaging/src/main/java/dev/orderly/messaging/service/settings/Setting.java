package dev.orderly.messaging.service.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One thing that can be set: by a flag, by an environment variable, or left to its default.
///
/// @param variable name of the environment variable; the flag follows from it: `HTTP_PORT` and `--http-port`
/// @param fallback what holds when it is not set; empty where it must be set
/// @param example a right value, for error messages
/// @param expects what a right value is, to follow "it must be"
/// @param help a sentence for `--help`
/// @param parse makes the value of the text, or throws IllegalArgumentException
public record Setting<T>(
        String variable,
        Optional<String> fallback,
        String example,
        String expects,
        String help,
        Privacy privacy,
        Function<String, T> parse) {

    /// How much of a value may be shown.
    public enum Privacy {
        /// Shown as it is.
        PUBLIC,
        /// A URL that may hold a password: shown without; may come from a file.
        PASSWORD_INSIDE,
        /// Never shown, never a flag (other users of the machine see those); may come from a file.
        SECRET
    }

    public static <T> Setting<T> of(
            String variable, String fallback, String expects, String help, Function<String, T> parse) {
        return new Setting<>(variable, Optional.of(fallback), fallback, expects, help, Privacy.PUBLIC, parse);
    }

    /// A setting without which the service does not start.
    public static <T> Setting<T> required(
            String variable, String example, String expects, String help, Function<String, T> parse) {
        return new Setting<>(variable, Optional.empty(), example, expects, help, Privacy.PUBLIC, parse);
    }

    /// The same setting with an example that says more than its default does.
    public Setting<T> suchAs(String rightValue) {
        return new Setting<>(variable, fallback, rightValue, expects, help, privacy, parse);
    }

    public Setting<T> kept(Privacy kept) {
        return new Setting<>(variable, fallback, example, expects, help, kept, parse);
    }

    public String fileVariable() {
        return variable + "_FILE";
    }

    public boolean mayComeFromFile() {
        return privacy != Privacy.PUBLIC;
    }

    /// The name of the flag, and of what it sets: secrets are handed over in files only.
    public String flag() {
        return "--" + flagVariable().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String flagVariable() {
        return privacy == Privacy.SECRET ? fileVariable() : variable;
    }

    /// The text as it may be shown.
    String shown(String text) {
        return switch (privacy) {
            case PUBLIC -> text;
            case PASSWORD_INSIDE ->
                text.replaceAll("//[^/?#\\s]*@", "//" + Secret.MASK + "@")
                        .replaceAll("(?i)([?&;][a-z]*password=)[^&;]*", "$1" + Secret.MASK);
            case SECRET -> text.isEmpty() ? "" : Secret.MASK;
        };
    }
}
