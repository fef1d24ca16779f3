package dev.orderly.notification.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Where mail is handed over, as whom, and the limits of it.
///
/// @param secure TLS from the first byte on (`smtps`); else STARTTLS where the server offers it
/// @param login sent only over TLS, except to this very machine
/// @param from the sender that readers see, and to whom mail that cannot be delivered is sent back
/// @param connections kept open, and so mails under way, at most
/// @param answerTimeout how long the server may be silent; also for a write
/// @param idleTimeout how long an unused connection is kept: less than the five minutes after which servers may hang up
/// @param mailsPerConnection after which a connection is replaced, as many servers want it
public record SmtpSettings(
        String host,
        int port,
        boolean secure,
        Optional<Login> login,
        InternetAddress from,
        int connections,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration idleTimeout,
        int mailsPerConnection) {
    public static final String DEFAULT_FROM = "Orderly <letters@orderly.example>";

    private static final int CONNECTIONS = 32;
    private static final int MAILS_PER_CONNECTION = 1_000;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(30);

    /// User and password.
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + ", ********]";
        }
    }

    public SmtpSettings {
        from = (InternetAddress) from.clone();
    }

    /// @param url `smtp://host:port` or `smtps://user:password@host:port`; user and password with %-escapes
    /// @param from `Orderly <letters@orderly.example>`
    /// @throws IllegalArgumentException with what is wrong, and a right value
    public static SmtpSettings of(URI url, String from) {
        var scheme = String.valueOf(url.getScheme());
        if (url.getHost() == null || !(scheme.equals("smtp") || scheme.equals("smtps"))) {
            throw new IllegalArgumentException("the mail server is named as smtp://localhost:3025");
        }
        var secure = scheme.equals("smtps");
        var usualPort = secure ? 465 : 25;
        return new SmtpSettings(
                url.getHost(),
                url.getPort() < 0 ? usualPort : url.getPort(),
                secure,
                login(Optional.ofNullable(url.getRawUserInfo()).orElse("")),
                sender(from),
                CONNECTIONS,
                CONNECT,
                ANSWER,
                IDLE,
                MAILS_PER_CONNECTION);
    }

    boolean isLocal() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    private static Optional<Login> login(String userInfo) {
        var colon = userInfo.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Login(plain(userInfo.substring(0, colon)), plain(userInfo.substring(colon + 1))));
    }

    private static String plain(String escaped) {
        return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static InternetAddress sender(String from) {
        try {
            return new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("the sender is written as " + DEFAULT_FROM, e);
        }
    }
}
