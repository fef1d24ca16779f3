package dev.orderly.messaging.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps libraries from flooding the log while a dependency is away: some tell of each attempt. A logger of a library
/// is heard [#LINES] times in [#WINDOW]; what an outage means is told by our own signals, once.
final class OutageFilter extends Filter<ILoggingEvent> {
    static final int LINES = 3;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private final ConcurrentHashMap<String, Heard> loggers = new ConcurrentHashMap<>();

    private record Heard(Instant since, int lines) {

        Heard next(Instant now) {
            return now.isBefore(since.plus(WINDOW)) ? new Heard(since, lines + 1) : new Heard(now, 1);
        }
    }

    static boolean isOurs(ILoggingEvent event) {
        return event.getLoggerName().startsWith("dev.orderly");
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (isOurs(event)) {
            return FilterReply.NEUTRAL;
        }
        var now = event.getInstant();
        var heard = loggers.merge(event.getLoggerName(), new Heard(now, 1), (before, _) -> before.next(now));
        return heard.lines() <= LINES ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
