package dev.orderly.messaging.telemetry;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Why something failed that is no fault of ours, in a line for people: they know no classes.
public final class Causes {
    private static final Pattern END = Pattern.compile("(Exception|Error)$");
    private static final Pattern SEAM = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private Causes() {}

    /// Of what was wrapped again and again, the innermost says it.
    public static String told(Throwable e) {
        var root = root(e);
        return OutsideText.shown(
                switch (root) {
                    case ConnectException refused when isRefused(refused) -> "nobody listens there";
                    case UnknownHostException unknown -> "there is no host " + unknown.getMessage();
                    case NoRouteToHostException _ -> "there is no way to that host";
                    case EOFException _ -> "the connection was closed by the other side";
                    case AccessDeniedException denied -> denied.getMessage() + " may not be used";
                    case NoSuchFileException missing -> "there is no " + missing.getMessage();
                    default -> isTimeout(root) ? "timed out" : said(root);
                });
    }

    /// The innermost of what was wrapped again and again; what Java's HTTP client has within a refusal says less.
    public static Throwable root(Throwable e) {
        return e.getCause() == null || e instanceof ConnectException ? e : root(e.getCause());
    }

    /// Java's HTTP client leaves the words away.
    private static boolean isRefused(ConnectException e) {
        return e.getMessage() == null || e.getMessage().contains("refused");
    }

    /// Java and Kafka have several, which have this in common.
    private static boolean isTimeout(Throwable e) {
        return e.getClass().getSimpleName().endsWith("TimeoutException");
    }

    /// Who says nothing has at least a name: `authentication`, of `AuthenticationException`.
    private static String said(Throwable e) {
        var message = e.getMessage() == null
                ? ""
                : e.getMessage().lines().findFirst().orElse("").strip();
        if (!message.isEmpty()) {
            return message;
        }
        var name = END.matcher(e.getClass().getSimpleName()).replaceFirst("");
        return SEAM.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
