package dev.orderly.compose.simulation;

/// An instance dies here. An error, so that nothing that catches exceptions survives it.
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
