package dev.orderly.messaging.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// `HH:mm:ss.SSS LEVEL service  message` in local time. A library's line names its logger, and is made safe, since it
/// may quote anything; its stack trace is shown from ERROR on, below that its cause in a few words.
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final int LIBRARY_LIMIT = 400;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final String service;
    private final StackText stack = StackText.started();

    LineLayout(String service) {
        this.service = service;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var time = TIME.format(event.getInstant().atZone(ZoneId.systemDefault()));
        var text = OutageFilter.isOurs(event) ? event.getFormattedMessage() : ofLibrary(event);
        var line = "%s %-5s %s  %s\n".formatted(time, event.getLevel(), service, text);
        var showsStack = event.getThrowableProxy() != null && event.getLevel().isGreaterOrEqual(Level.ERROR);
        return showsStack ? line + stack.convert(event) + "\n" : line;
    }

    private static String ofLibrary(ILoggingEvent event) {
        var name = event.getLoggerName();
        var cause = event.getThrowableProxy();
        var text = cause == null
                ? event.getFormattedMessage()
                : event.getFormattedMessage() + ": " + cause.getClassName() + ": " + cause.getMessage();
        return name.substring(name.lastIndexOf('.') + 1) + ": " + OutsideText.shown(text, LIBRARY_LIMIT);
    }
}
