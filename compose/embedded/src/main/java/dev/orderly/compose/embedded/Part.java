package dev.orderly.compose.embedded;

/// A part of the stack that runs.
interface Part {
    /// Stops it and returns when it is gone.
    void stop();
}
