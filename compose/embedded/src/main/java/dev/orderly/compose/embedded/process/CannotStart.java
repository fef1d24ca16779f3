package dev.orderly.compose.embedded.process;

/// Why the stack does not start, in one line for the person who started it: what is wrong and what to do about it.
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String line;

    public CannotStart(String line) {
        super(line);
        this.line = line;
    }

    public CannotStart(String line, Throwable cause) {
        super(line, cause);
        this.line = line;
    }

    public String line() {
        return line;
    }
}
