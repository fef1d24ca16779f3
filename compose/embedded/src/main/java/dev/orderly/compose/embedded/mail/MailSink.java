package dev.orderly.compose.embedded.mail;

import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/// An SMTP server that accepts every letter, for anyone, and delivers none.
public final class MailSink implements AutoCloseable {
    private static final int IDLE_MINUTES = 10;
    private static final int MOST_CONNECTIONS = 1_000;

    private final SMTPServer server;

    private MailSink(SMTPServer server) {
        this.server = server;
    }

    /// Starts it; it serves when this returns.
    public static MailSink start(int port, Letters letters) {
        var server = SMTPServer.port(port)
                .bindAddress(Port.loopback())
                .softwareName("Orderly mail sink")
                .messageHandlerFactory(context -> new Arrival(letters))
                .executorService(Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("mail-sink-", 1).factory()))
                .connectionTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
                .maxConnections(MOST_CONNECTIONS)
                .insertReceivedHeaders(false)
                .serverSocketFactory(GroupedAnswersSocket.Listening::new)
                .build();
        server.getCommandHandler().addCommand(new EhloCommand());
        server.start();
        return new MailSink(server);
    }

    @Override
    public void close() {
        server.stop();
    }

    /// One letter on its way in.
    private record Arrival(Letters letters) implements MessageHandler {
        @Override
        public void from(String sender) {}

        @Override
        public void recipient(String address) {}

        @Override
        public String data(InputStream letter) throws IOException {
            letters.take(letter);
            return "taken";
        }

        @Override
        public void done() {}
    }
}
