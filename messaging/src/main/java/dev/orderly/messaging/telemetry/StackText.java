package dev.orderly.messaging.telemetry;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.stream.Collectors;

/// A stack trace, with what exceptions quote from outside made safe; the messages of exceptions may hold anything.
final class StackText extends ThrowableHandlingConverter {
    private static final int LINE_LIMIT = 300;

    private final ThrowableProxyConverter plain = new ThrowableProxyConverter();

    static StackText started() {
        var text = new StackText();
        text.start();
        return text;
    }

    @Override
    public void start() {
        plain.start();
        super.start();
    }

    @Override
    public String convert(ILoggingEvent event) {
        return plain.convert(event)
                .lines()
                .map(line -> "    " + OutsideText.shown(line.strip(), LINE_LIMIT))
                .collect(Collectors.joining("\n"));
    }
}
