package dev.orderly.messaging.request;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What a question comes to. Details are sentences for the asker; they name fields, never what others wrote.
public sealed interface Answer {

    /// @param json a record or a map; absent values are left out
    record Found(Object json) implements Answer {}

    /// Durably taken on, but not done yet.
    ///
    /// @param location where its course can be followed
    record Accepted(Object json, Optional<URI> location) implements Answer {}

    record Invalid(String detail) implements Answer {}

    record NotFound(String detail) implements Answer {}

    record Conflict(String detail) implements Answer {}

    /// A business no.
    ///
    /// @param code the contract's reason, such as `unknown-user`
    record Refused(String code, String detail) implements Answer {}

    record TooMany(String detail, Duration retryAfter) implements Answer {}

    record Unavailable(String detail, Duration retryAfter) implements Answer {
        private static final Duration MOMENT = Duration.ofSeconds(1);

        /// To be asked again in a moment.
        public Unavailable(String detail) {
            this(detail, MOMENT);
        }
    }

    /// A bug. Only [Door] answers so.
    record Failed() implements Answer {}

    /// The HTTP status; NATS uses the same numbers.
    default int status() {
        return switch (this) {
            case Found _ -> 200;
            case Accepted _ -> 202;
            case Invalid _ -> 400;
            case NotFound _ -> 404;
            case Conflict _ -> 409;
            case Refused _ -> 422;
            case TooMany _ -> 429;
            case Failed _ -> 500;
            case Unavailable _ -> 503;
        };
    }

    /// What is wrong; empty where nothing is.
    default String detail() {
        return switch (this) {
            case Found _, Accepted _ -> "";
            case Invalid(var detail) -> detail;
            case NotFound(var detail) -> detail;
            case Conflict(var detail) -> detail;
            case Refused(var _, var detail) -> detail;
            case TooMany(var detail, var _) -> detail;
            case Failed() -> "this is a bug of the service; its log says more";
            case Unavailable(var detail, var _) -> detail;
        };
    }
}
