package dev.orderly.compose.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Questions over HTTP.
final class Http {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    private Http() {}

    /// @param status 0 if nobody answered
    record Reply(int status, String body) {
        JsonNode json() {
            return Json.read(body);
        }
    }

    static Reply get(String url) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build();
        try {
            var response = CLIENT.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Reply(0, e.toString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
