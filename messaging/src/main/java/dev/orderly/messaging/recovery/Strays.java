package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.Output;
import java.util.ArrayList;
import java.util.List;

/// Records in a service's name that are none of its facts. They are counted and left out.
final class Strays {
    static final int NAMED = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    /// @param places of each, with what is wrong with it, in the order in which they were read
    void add(List<String> places) {
        count += places.size();
        places.stream().limit(NAMED - first.size()).forEach(first::add);
    }

    long count() {
        return count;
    }

    /// The first that were read, at most [#NAMED].
    List<String> first() {
        return List.copyOf(first);
    }

    /// Says nothing where there is none.
    ///
    /// @param verb what happens to them: `left out`
    void show(String verb, Output output) {
        if (count == 0) {
            return;
        }
        var talk = output.talk();
        talk.printf("%s: %,d in the service's name that this version could not have written%n", verb, count);
        first.forEach(place -> talk.println("  " + place));
        if (count > first.size()) {
            talk.printf("  and %,d more%n", count - first.size());
        }
    }
}
