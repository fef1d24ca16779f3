package dev.orderly.messaging.request;

import dev.orderly.messaging.event.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The headers that a question may come with, named alike over NATS and HTTP.
public final class Headers {
    public static final String DEADLINE = "Orderly-Deadline";
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    public static final String PREFER = "Prefer";
    public static final String TRACEPARENT = "traceparent";

    private static final Pattern KEY = Pattern.compile("\"?([A-Za-z0-9._:-]{1,64})\"?");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,4})(?:$|[,;\\s])");

    private Headers() {}

    /// @param value finds a header's value by its name
    /// @throws InvalidRequest for a header that is not well formed; a trace that is none is ignored, as W3C has it
    public static <Q extends Record> Call<Q> call(Q asked, Function<String, Optional<String>> value) {
        return new Call<>(
                asked,
                value.apply(IDEMPOTENCY_KEY).map(Headers::key),
                value.apply(DEADLINE).map(Headers::deadline),
                value.apply(PREFER).flatMap(Headers::patience),
                value.apply(TRACEPARENT).flatMap(Trace::parse));
    }

    private static String key(String text) {
        var form = KEY.matcher(text);
        if (!form.matches()) {
            throw new InvalidRequest(IDEMPOTENCY_KEY + " must be an id: " + KEY);
        }
        return form.group(1);
    }

    private static Instant deadline(String text) {
        if (!MILLIS.matcher(text).matches()) {
            throw new InvalidRequest(DEADLINE + " must be a time in milliseconds since 1970");
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static Optional<Duration> patience(String text) {
        var form = WAIT.matcher(text);
        return form.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(form.group(1)))) : Optional.empty();
    }
}
