package dev.orderly.messaging.commandline;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// How far long work has come: a bar that is drawn again in its place on a terminal, a line every few
/// seconds elsewhere.
public final class ProgressBar {
    private static final int WIDTH = 30;
    private static final Duration ON_TERMINAL = Duration.ofMillis(100);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final String what;
    private final long all;
    private final PrintStream talk;
    private final boolean isTerminal;
    private final InstantSource clock;
    private final Instant begun;
    private Instant shown;
    private long done;

    /// @param what is counted, as the line begins: `order-events`
    /// @param all how many there are
    public ProgressBar(String what, long all, PrintStream talk, boolean isTerminal, InstantSource clock) {
        this.what = what;
        this.all = all;
        this.talk = talk;
        this.isTerminal = isTerminal;
        this.clock = clock;
        this.begun = clock.instant();
        this.shown = begun;
    }

    /// So many more are done.
    public void add(long more) {
        done += more;
        var now = clock.instant();
        if (!now.isBefore(shown.plus(isTerminal ? ON_TERMINAL : ELSEWHERE))) {
            shown = now;
            show(now);
        }
    }

    /// The last state, for good.
    public void end() {
        if (isTerminal || done > 0) {
            show(clock.instant());
        }
        if (isTerminal) {
            talk.println();
        }
    }

    private void show(Instant now) {
        var seconds = Math.max(1, Duration.between(begun, now).toMillis()) / 1_000.0;
        var text = String.format(
                Locale.ROOT, "%s %,d of %,d (%d %%), %,.0f/s", what, done, all, percent(), done / seconds);
        if (isTerminal) {
            var full = (int) (WIDTH * percent() / 100);
            talk.print("\r[" + "=".repeat(full) + " ".repeat(WIDTH - full) + "] " + text + "\u001b[K");
            talk.flush();
        } else {
            talk.println(text);
        }
    }

    private long percent() {
        return all == 0 ? 100 : Math.min(100, 100 * done / all);
    }
}
