package dev.orderly.compose.bench;

/// Figures in columns.
final class Print {
    private Print() {}

    static void rate(String what, long count, String unit, double seconds) {
        System.out.printf("%-31s %8.0f /s  (%,d %s in %.1f s)%n", what, count / seconds, count, unit, seconds);
    }

    /// @throws IllegalStateException if it does not hold
    static void check(String what, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + what);
        }
        System.out.printf("%-31s %s%n", "holds", what);
    }
}
