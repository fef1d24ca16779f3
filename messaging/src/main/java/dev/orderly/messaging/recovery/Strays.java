package dev.orderly.messaging.recovery;

import java.util.List;

/// Records in a service's name that are none of its facts: somebody has typed them, or a later version has written
/// them.
/// They are counted and left out.
final class Strays {
    private long count;
    private String first = "";

    /// @param places of each, with what is wrong with it, in the order in which they were read
    void add(List<String> places) {
        if (count == 0 && !places.isEmpty()) {
            first = places.getFirst();
        }
        count += places.size();
    }

    long count() {
        return count;
    }

    /// Empty where there is none.
    String first() {
        return first;
    }
}
