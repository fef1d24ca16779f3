package dev.orderly.messaging.service;

import dev.orderly.messaging.request.Answer;
import dev.orderly.messaging.request.AnswerJson;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// Writes answers, problems and pages.
final class HttpReply {
    private static final String JSON = "application/json";

    private HttpReply() {}

    static void send(ServerResponse response, Answer answer) {
        switch (answer) {
            case Answer.Found(var json) -> send(response, answer.status(), JSON, AnswerJson.bytes(json));
            case Answer.Accepted(var json, var location) -> {
                location.ifPresent(url -> response.header(HeaderNames.LOCATION, url.toString()));
                send(response, answer.status(), JSON, AnswerJson.bytes(json));
            }
            case Answer.TooMany(var _, var retryAfter) -> {
                response.header(HeaderNames.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
                send(response, Problem.of(answer));
            }
            case Answer.Invalid _,
                    Answer.NotFound _,
                    Answer.Conflict _,
                    Answer.Refused _,
                    Answer.Unavailable _,
                    Answer.Failed _ -> send(response, Problem.of(answer));
        }
    }

    static void send(ServerResponse response, Problem problem) {
        send(response, problem.status(), Problem.CONTENT_TYPE, AnswerJson.bytes(problem));
    }

    static void send(ServerResponse response, Page page) {
        send(response, 200, page.contentType(), page.text().get().getBytes(StandardCharsets.UTF_8));
    }

    static void sendJson(ServerResponse response, int status, Object json) {
        send(response, status, JSON, AnswerJson.bytes(json));
    }

    private static void send(ServerResponse response, int status, String contentType, byte[] body) {
        response.status(Status.create(status));
        response.header(HeaderNames.CONTENT_TYPE, contentType);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(body);
    }
}
