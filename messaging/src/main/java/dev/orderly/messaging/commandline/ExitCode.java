package dev.orderly.messaging.commandline;

/// How a command ended, as scripts see it; 69 and 78 are those of sysexits.h.
public enum ExitCode {
    DONE(0),
    FAILED(1),
    WRONG_USAGE(2),
    PARTLY_DONE(3),
    UNREACHABLE(69),
    MISCONFIGURED(78),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
