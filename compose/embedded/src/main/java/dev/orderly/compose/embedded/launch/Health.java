package dev.orderly.compose.embedded.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Asks services whether they are ready.
final class Health implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /// What a service says of itself.
    ///
    /// @param text its checks, as JSON
    record Answer(boolean isReady, String text) {}

    /// Nothing from one that does not answer.
    Optional<Answer> of(ServiceSpec service) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(service.url() + "/health/ready"))
                .timeout(LIMIT)
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return Optional.of(new Answer(response.statusCode() == 200, response.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
