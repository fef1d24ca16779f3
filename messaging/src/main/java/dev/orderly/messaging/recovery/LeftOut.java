package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Records in a service's name that a recovery leaves out, counted.
final class LeftOut {
    static final int NAMED = 10;

    private final String what;
    private final List<String> first = new ArrayList<>();
    private long count;

    private LeftOut(String what) {
        this.what = what;
    }

    /// Those that are none of its facts.
    static LeftOut strays() {
        return new LeftOut("in the service's name that this version could not have written");
    }

    /// Those that bear the number of another of its facts.
    static LeftOut doubles() {
        return new LeftOut("with the number of another fact, which counts");
    }

    /// @param places of each, with what is wrong with it, in the order in which they were read
    void add(Collection<String> places) {
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
        talk.printf("%s: %,d %s%n", verb, count, what);
        first.forEach(place -> talk.println("  " + place));
        if (count > first.size()) {
            talk.printf("  and %,d more%n", count - first.size());
        }
    }
}
