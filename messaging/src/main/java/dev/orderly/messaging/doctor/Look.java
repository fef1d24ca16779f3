package dev.orderly.messaging.doctor;

import java.time.Duration;
import java.util.List;

/// A look at something, beside others, that takes no longer than a time: that it hangs is a finding, too.
final class Look {
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private final String thing;
    private final Thread thread;
    private final Duration longest;
    private volatile List<Finding> findings;

    private Look(String thing, Looking looking, Duration longest) {
        this.thing = thing;
        this.longest = longest;
        this.findings = List.of(Finding.away(
                thing, "no answer within %d s".formatted(longest.toSeconds()), "look at its log, and at the load"));
        this.thread = Thread.ofVirtual().name(thing).unstarted(() -> findings = found(looking));
    }

    /// What is done to find out.
    interface Looking {
        List<Finding> look() throws Exception;
    }

    static Look at(String thing, Looking looking) {
        return at(thing, looking, LONGEST);
    }

    static Look at(String thing, Looking looking, Duration longest) {
        var look = new Look(thing, looking, longest);
        look.thread.start();
        return look;
    }

    private List<Finding> found(Looking looking) {
        try {
            return looking.look();
        } catch (Exception e) {
            return List.of(Finding.bad(thing, "could not be looked at: " + Reasons.root(e), "try again"));
        }
    }

    List<Finding> findings() throws InterruptedException {
        thread.join(longest);
        return findings;
    }
}
