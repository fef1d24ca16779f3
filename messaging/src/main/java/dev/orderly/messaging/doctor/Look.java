package dev.orderly.messaging.doctor;

import dev.orderly.messaging.telemetry.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A look at something, beside others, that takes no longer than a time. What was found until then is told, and that
/// there may be more.
final class Look {
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private final String thing;
    private final Thread thread;
    private final long end;
    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    private Look(String thing, Looking looking, Duration longest) {
        this.thing = thing;
        this.end = System.nanoTime() + longest.toNanos();
        this.thread = Thread.ofVirtual().name(thing).unstarted(() -> look(looking));
    }

    /// What is done to find out.
    interface Looking {
        /// @param found takes each finding as it comes
        void look(Consumer<Finding> found) throws Exception;
    }

    static Look at(String thing, Looking looking) {
        return at(thing, looking, LONGEST);
    }

    static Look at(String thing, Looking looking, Duration longest) {
        var look = new Look(thing, looking, longest);
        look.thread.start();
        return look;
    }

    private void look(Looking looking) {
        try {
            looking.look(findings::add);
        } catch (Exception e) {
            findings.add(Finding.bad(thing, "could not be looked at: " + Causes.told(e), "try again"));
        }
    }

    List<Finding> findings() throws InterruptedException {
        if (thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
            return List.copyOf(findings);
        }
        var some = new ArrayList<>(findings);
        some.add(
                Finding.bad(thing, "the rest was not looked at: it took too long", "look at its log, and at the load"));
        return some;
    }
}
