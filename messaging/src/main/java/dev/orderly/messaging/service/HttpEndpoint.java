package dev.orderly.messaging.service;

import dev.orderly.messaging.request.Answer;
import dev.orderly.messaging.request.Call;
import dev.orderly.messaging.request.Door;
import dev.orderly.messaging.request.Headers;
import dev.orderly.messaging.request.InvalidRequest;
import dev.orderly.messaging.request.QuestionReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Answers one route.
final class HttpEndpoint<Q extends Record> implements Handler {
    private static final long HEARD_OUT = 4L * 1024 * 1024;

    private final Route<Q> route;
    private final Door door;
    private final int bodyBytes;
    private final QuestionReader<Q> reader;

    HttpEndpoint(Route<Q> route, Door door, int bodyBytes) {
        this.route = route;
        this.door = door;
        this.bodyBytes = bodyBytes;
        this.reader = new QuestionReader<>(route.question().asked());
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        var reply = new HttpReply(request, response);
        if (!route.method().equals(Method.POST)) {
            reply.send(answer(request, () -> ofUrl(request)));
            return;
        }
        if (!isJson(request)) {
            reply.send(Problem.of(415, "send JSON, with the header content-type: application/json"));
            return;
        }
        var body = request.content().hasEntity() ? read(request) : new byte[0];
        if (body.length > bodyBytes) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            reply.send(Problem.of(413, "a request has at most %d bytes".formatted(bodyBytes)));
            return;
        }
        reply.send(answer(request, () -> reader.read(body, parameters(request))));
    }

    /// What is wrong is told with the names that parameters have in the URL.
    private Q ofUrl(ServerRequest request) {
        try {
            return reader.read(parameters(request));
        } catch (InvalidRequest e) {
            throw e.inWordsOf(route.names());
        }
    }

    private interface Asked<Q> {
        Q read();
    }

    private Answer answer(ServerRequest request, Asked<Q> asked) {
        return door.ask(route.question(), () -> call(request, asked.read()));
    }

    private static <Q extends Record> Call<Q> call(ServerRequest request, Q asked) {
        return Headers.call(asked, name -> request.headers().first(HeaderNames.create(name)));
    }

    private byte[] read(ServerRequest request) throws IOException {
        try (var body = request.content().inputStream()) {
            var read = body.readNBytes(bodyBytes + 1);
            if (read.length > bodyBytes) {
                // A client that is still sending would not see the answer: hear it out, within reason.
                body.skip(HEARD_OUT);
            }
            return read;
        }
    }

    private static boolean isJson(ServerRequest request) {
        return request.headers()
                .contentType()
                .filter(type -> type.mediaType().text().equals("application/json"))
                .isPresent();
    }

    private Map<String, String> parameters(ServerRequest request) {
        var parameters = new HashMap<String, String>();
        var path = request.path().pathParameters();
        path.names().forEach(name -> parameters.put(name, path.get(name)));
        route.query().forEach((name, field) -> {
            if (request.query().contains(name)) {
                var values = request.query().all(name);
                if (values.size() != 1) {
                    throw new InvalidRequest(name + " is given more than once");
                }
                parameters.put(field, values.getFirst());
            }
        });
        return parameters;
    }
}
