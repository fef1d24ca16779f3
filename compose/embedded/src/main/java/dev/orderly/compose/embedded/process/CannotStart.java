package dev.orderly.compose.embedded.process;

/// Why the stack does not start, in one line for the person who started it: what is wrong and what to do about it.
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotStart(String line) {
        super(line);
    }

    public CannotStart(String line, Throwable cause) {
        super(line, cause);
    }
}
