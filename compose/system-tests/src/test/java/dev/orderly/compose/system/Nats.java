package dev.orderly.compose.system;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Questions over NATS, by a client that knows nothing of ours.
final class Nats implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMillis(300);

    private final Connection connection;

    Nats(String url) {
        try {
            connection = io.nats.client.Nats.connect(
                    Options.builder().server(url).maxReconnects(-1).build());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Message ask(String subject, Object... pairs) {
        try {
            return connection.request(subject, Json.bytes(Json.text(Json.object(pairs))), LIMIT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String subject, Object... pairs) {
        return Json.read(ask(subject, pairs).getData());
    }

    /// The names of the services that answer a ping; whoever has not answered when it falls quiet is not there.
    Set<String> ping() {
        try {
            var names = new HashSet<String>();
            var inbox = connection.createInbox();
            var subscription = connection.subscribe(inbox);
            connection.publish("$SRV.PING", inbox, new byte[0]);
            for (var m = subscription.nextMessage(LIMIT); m != null; m = subscription.nextMessage(QUIET)) {
                names.add(Json.read(new String(m.getData(), StandardCharsets.UTF_8))
                        .path("name")
                        .asString());
            }
            subscription.unsubscribe();
            return names;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
