package dev.orderly.messaging.request;

import dev.orderly.messaging.service.settings.NatsSettings;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;

/// A short look at NATS from outside.
public final class NatsProbe {
    private static final Duration LISTENING = Duration.ofMillis(300);

    private NatsProbe() {}

    /// What was found.
    ///
    /// @param server the one that answered
    /// @param instances of the service that answer
    public record Found(String server, int instances) {}

    /// A server is there, and does not let us in.
    public static final class NotAuthorized extends IOException {
        private static final long serialVersionUID = 1L;

        private NotAuthorized(AuthenticationException e) {
            super("not authorized", e);
        }
    }

    /// Messages of what is thrown name the servers as they were set, passwords and all.
    ///
    /// @throws NotAuthorized if the servers that can be connected to turn us away
    /// @throws IOException if no server can be connected to
    public static Found of(String service, NatsSettings settings)
            throws IOException, GeneralSecurityException, InterruptedException {
        var options = NatsAccess.options(service + "-doctor", settings, (_, _) -> {});
        var connection = connected(options);
        try {
            return new Found(connection.getServerInfo().getVersion(), instances(connection, service));
        } finally {
            connection.close();
        }
    }

    private static Connection connected(Options options) throws IOException, InterruptedException {
        try {
            return Nats.connect(options);
        } catch (AuthenticationException e) {
            throw new NotAuthorized(e);
        }
    }

    /// As the NATS Services protocol has it: each instance answers a ping. Where there is none, the server says so.
    private static int instances(Connection connection, String service) throws InterruptedException {
        var inbox = connection.createInbox();
        var answers = connection.subscribe(inbox);
        connection.publish("$SRV.PING." + service, inbox, new byte[0]);
        var instances = 0;
        for (var answer = answers.nextMessage(LISTENING);
                answer != null && !answer.isStatusMessage();
                answer = answers.nextMessage(LISTENING)) {
            instances++;
        }
        return instances;
    }
}
