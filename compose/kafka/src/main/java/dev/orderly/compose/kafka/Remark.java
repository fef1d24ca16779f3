package dev.orderly.compose.kafka;

/// What there is to say before a tool starts.
///
/// @param exitCode with which all ends here; 0 if the tool is started all the same
record Remark(int exitCode, String line) {
    private static final int UNREACHABLE = 69;
    private static final int FAILED = 1;

    static Remark unreachable(String line) {
        return new Remark(UNREACHABLE, line);
    }

    static Remark failed(String line) {
        return new Remark(FAILED, line);
    }

    static Remark warning(String line) {
        return new Remark(0, line);
    }

    boolean isEnd() {
        return exitCode != 0;
    }
}
