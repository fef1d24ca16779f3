package dev.orderly.messaging.service;

import dev.orderly.messaging.request.Answer;
import dev.orderly.messaging.request.AnswerJson;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Writes an answer, a problem or a page; to a HEAD request all but the body.
record HttpReply(ServerRequest request, ServerResponse response) {
    private static final String JSON = "application/json";

    void send(Answer answer) {
        switch (answer) {
            case Answer.Found(var json) -> sendJson(answer.status(), json);
            case Answer.Accepted(var json, var location) -> {
                location.ifPresent(url -> response.header(HeaderNames.LOCATION, url.toString()));
                sendJson(answer.status(), json);
            }
            case Answer.TooMany(var _, var retryAfter) -> sendLater(answer, retryAfter);
            case Answer.Unavailable(var _, var retryAfter) -> sendLater(answer, retryAfter);
            case Answer.Invalid _, Answer.NotFound _, Answer.Conflict _, Answer.Refused _, Answer.Failed _ ->
                send(Problem.of(answer));
        }
    }

    private void sendLater(Answer answer, Duration retryAfter) {
        response.header(HeaderNames.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        send(Problem.of(answer));
    }

    void send(Problem problem) {
        send(problem.status(), Problem.CONTENT_TYPE, AnswerJson.bytes(problem));
    }

    void send(Page page) {
        send(200, page.contentType(), page.text().get().getBytes(StandardCharsets.UTF_8));
    }

    void sendJson(int status, Object json) {
        send(status, JSON, AnswerJson.bytes(json));
    }

    private void send(int status, String contentType, byte[] body) {
        response.status(Status.create(status));
        response.header(HeaderNames.CONTENT_TYPE, contentType);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
            response.send();
        } else {
            response.send(body);
        }
    }
}
