package dev.orderly.messaging.commandline;

/// The end of a command that the user can do something about. The message is one line: what, why, and what mends it.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    public Failure(ExitCode code, String line) {
        super(line);
        this.code = code;
    }

    /// @param mend an imperative: `start it, or set DATABASE_URL`
    public static Failure unreachable(String dependency, String why, String mend) {
        return new Failure(ExitCode.UNREACHABLE, "%s cannot be reached: %s; %s".formatted(dependency, why, mend));
    }

    public static Failure misconfigured(String line) {
        return new Failure(ExitCode.MISCONFIGURED, line);
    }

    public ExitCode code() {
        return code;
    }
}
