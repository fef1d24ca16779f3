package dev.orderly.compose.embedded.launch;

/// How a service ended: by itself, or because somebody wanted it.
enum ServiceEnd {
    DIED,
    STOPPED;

    private static final int DONE = 0;
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;
    // Starting again would not mend its configuration.
    private static final int WRONG_CONFIGURATION = 78;

    static ServiceEnd of(int exitCode) {
        return switch (exitCode) {
            case DONE, INTERRUPTED, TERMINATED, WRONG_CONFIGURATION -> STOPPED;
            default -> DIED;
        };
    }
}
