package dev.orderly.compose.kafka;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Passes on what a tool prints, and notices a line that begins with `Error: `: so kafka-consumer-groups tells what it
/// has not done, and ends as if it had.
final class ErrorWatch extends FilterOutputStream {
    private static final String SIGN = "Error: ";

    /// How much of the sign the line has so far; less than none if it cannot have it any more.
    private int matched;

    private boolean hasSeenOne;

    ErrorWatch(OutputStream out) {
        super(out);
    }

    boolean hasSeenOne() {
        return hasSeenOne;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        if (b == '\n') {
            matched = 0;
        } else if (matched >= 0 && matched < SIGN.length()) {
            matched = b == SIGN.charAt(matched) ? matched + 1 : -1;
            hasSeenOne |= matched == SIGN.length();
        }
    }
}
