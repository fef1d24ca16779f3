package dev.orderly.messaging.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sets logging up, in code: the service's name is a parameter, and a file on the class path could come from anywhere.
public final class LogOutput {
    private static final String IGNORED = "[ignore]";

    /// What lines of ours tell: a port that is taken, before which Helidon would put a stack trace; connections to a
    /// database that is away, of which Hikari would tell one by one.
    private static final List<String> LEFT_TO_SIGNALS = List.of(
            "io.helidon.webserver.LoomServer",
            "com.zaxxer.hikari.pool.PoolBase",
            "com.zaxxer.hikari.pool.ProxyConnection");

    private LogOutput() {}

    /// From now on everything that is logged goes to the stream. What libraries log by `java.util.logging` or
    /// `System.Logger` goes there, too.
    public static void open(String service, LogSettings settings, OutputStream stream) {
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty("service", service);
        var level = Level.convertAnSLF4JLevel(settings.level());
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        context.getLogger("dev.orderly").setLevel(level);
        LEFT_TO_SIGNALS.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
        root.addAppender(appender(context, service, settings.format(), stream));
    }

    private static OutputStreamAppender<ILoggingEvent> appender(
            LoggerContext context, String service, LogSettings.Format format, OutputStream stream) {
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("output");
        appender.setEncoder(encoder(context, service, format));
        appender.setOutputStream(stream);
        var filter = new OutageFilter();
        filter.start();
        appender.addFilter(filter);
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, String service, LogSettings.Format format) {
        return switch (format) {
            case TEXT -> {
                var layout = new LineLayout(service);
                layout.setContext(context);
                layout.start();
                var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
                encoder.setContext(context);
                encoder.setCharset(StandardCharsets.UTF_8);
                encoder.setLayout(layout);
                encoder.start();
                yield encoder;
            }
            case JSON -> {
                var encoder = new LogstashEncoder();
                encoder.setContext(context);
                encoder.setFieldNames(fieldNames());
                encoder.setTimeZone("UTC");
                encoder.setThrowableConverter(StackText.started());
                encoder.start();
                yield encoder;
            }
        };
    }

    private static LogstashFieldNames fieldNames() {
        var names = new LogstashFieldNames();
        names.setVersion(IGNORED);
        names.setLevelValue(IGNORED);
        names.setThread(IGNORED);
        return names;
    }
}
