package dev.orderly.messaging.doctor;

import java.util.List;

/// Whether the service runs, and how it is. What to do about work that nobody does depends on it: to start what runs
/// already mends nothing.
///
/// @param why it is not ready
/// @param mend what makes it ready
/// @param findings what is told of the service itself
record Condition(String service, State state, String why, String mend, List<Finding> findings) {
    Condition {
        findings = List.copyOf(findings);
    }

    /// How much is known.
    enum State {
        AWAY,
        /// Where it would answer is not known, or somebody else answers there.
        UNKNOWN,
        NOT_READY,
        READY
    }

    static Condition of(String service, State state, Finding... findings) {
        return new Condition(service, state, "", "", List.of(findings));
    }

    boolean isAway() {
        return state == State.AWAY;
    }

    /// What was found, and why the service is no help.
    String found(String what) {
        return switch (state) {
            case AWAY, UNKNOWN -> what;
            case NOT_READY -> "%s; %s runs, and is not ready: %s".formatted(what, service, why);
            case READY -> "%s, though %s runs and is ready".formatted(what, service);
        };
    }

    /// How it comes to its work.
    String todo() {
        return switch (state) {
            case AWAY -> "start " + service;
            case UNKNOWN -> "start " + service + ", unless it runs; if it does, see its log";
            case NOT_READY -> mend;
            case READY -> "look again in some seconds; if it stays so, see its log";
        };
    }

    /// How it comes to do something.
    ///
    /// @param does such as `makes them`
    String todo(String does) {
        return switch (state) {
            case AWAY, UNKNOWN -> "start %s, which %s".formatted(service, does);
            case NOT_READY -> "%s %s as soon as it can: %s".formatted(service, does, mend);
            case READY -> "%s %s by itself; look again".formatted(service, does);
        };
    }
}
