package dev.orderly.messaging.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The log of `order-service` while a test runs, as it would be read on stdout.
final class LogCapture implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    LogCapture(LogSettings.Format format) {
        LogOutput.open("order-service", new LogSettings(format, Level.INFO), out);
    }

    List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /// The lines without their time, checking that each has one.
    List<String> linesAfterTime() {
        return lines().stream()
                .map(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*") ? line.substring(13) : "no time: " + line)
                .toList();
    }

    @Override
    public void close() throws JoranException {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }
}
