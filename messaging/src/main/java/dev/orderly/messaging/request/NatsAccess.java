package dev.orderly.messaging.request;

import dev.orderly.messaging.service.settings.NatsSettings;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.ErrorListenerLoggerImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// How connections to NATS are made. Reconnects never end (the default gives up after 60, for ever), and nothing is
/// buffered while disconnected: a request that is sent after its asker gave up would still be executed.
final class NatsAccess {
    private static final Duration PING_EVERY = Duration.ofSeconds(5);

    private NatsAccess() {}

    static Options options(String name, NatsSettings settings, ConnectionListener listener)
            throws IOException, GeneralSecurityException {
        var options = new Options.Builder()
                .servers(settings.url().split("\\s*,\\s*"))
                .connectionName(name)
                .maxReconnects(-1)
                .reconnectBufferSize(0)
                .reconnectWait(settings.retryDelay())
                .connectionTimeout(settings.connectTimeout())
                .pingInterval(PING_EVERY)
                .connectionListener(listener)
                .errorListener(new QuietAboutOutages());
        if (settings.credentials().isPresent()) {
            options.authHandler(Nats.credentials(settings.credentials().get().toString()));
        }
        if (settings.tlsCa().isPresent()) {
            options.sslContext(trusting(settings.tlsCa().get()));
        }
        return options.build();
    }

    /// An outage is told once, by health; the library would tell of each attempt.
    private static final class QuietAboutOutages extends ErrorListenerLoggerImpl {
        @Override
        public void exceptionOccurred(Connection connection, Exception exception) {}
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var pem = Files.newInputStream(authority)) {
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority " + number++, certificate);
            }
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
