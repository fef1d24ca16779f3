package dev.orderly.messaging.service.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The kinds of settings that occur more than once.
public final class Kinds {
    private Kinds() {}

    public static Setting<Integer> number(String variable, int fallback, int min, int max, String help) {
        var expects = "a number from %d to %d".formatted(min, max);
        return Setting.of(variable, Integer.toString(fallback), expects, help, text -> {
            var number = Integer.parseInt(text);
            return checked(number, number >= min && number <= max);
        });
    }

    /// A port to listen on; 0 takes a free one.
    public static Setting<Integer> port(String variable, int fallback, String help) {
        return number(variable, fallback, 0, 65_535, help);
    }

    public static Setting<String> host(String variable, String help) {
        return Setting.of(variable, "127.0.0.1", "a host name or an address", help, text -> {
            return checked(text, text.matches("[A-Za-z0-9._:%-]{1,253}"));
        });
    }

    public static Setting<Duration> duration(
            String variable, Duration fallback, Duration min, Duration max, String help) {
        var expects = "a duration from %s to %s".formatted(DurationText.shown(min), DurationText.shown(max));
        return Setting.of(variable, DurationText.shown(fallback), expects, help, text -> {
            var time = DurationText.parse(text);
            return checked(time, time.compareTo(min) >= 0 && time.compareTo(max) <= 0);
        });
    }

    public static <E extends Enum<E>> Setting<E> oneOf(String variable, E fallback, String help) {
        var names = Arrays.stream(fallback.getDeclaringClass().getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        var text = fallback.name().toLowerCase(Locale.ROOT);
        return Setting.of(variable, text, "one of " + names, help, given -> {
            return Enum.valueOf(fallback.getDeclaringClass(), given.toUpperCase(Locale.ROOT));
        });
    }

    /// A file that can be read, or none.
    public static Setting<Optional<Path>> file(String variable, String example, String help) {
        return Setting.of(variable, "", "a file that can be read", help, Kinds::readable)
                .suchAs(example);
    }

    public static Setting<Secret> secret(String variable, String help) {
        return Setting.of(variable, "", "a text of one line", help, Secret::new)
                .suchAs("...")
                .kept(Setting.Privacy.SECRET);
    }

    /// A URL with a host that the check accepts.
    public static Setting<URI> url(
            String variable, String fallback, String expects, String help, Predicate<URI> check) {
        return Setting.of(variable, fallback, expects, help, text -> {
                    var url = URI.create(text);
                    return checked(url, url.getHost() != null && check.test(url));
                })
                .kept(Setting.Privacy.PASSWORD_INSIDE);
    }

    private static Optional<Path> readable(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var path = Path.of(text);
        return Optional.of(checked(path, Files.isRegularFile(path) && Files.isReadable(path)));
    }

    static <T> T checked(T value, boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
