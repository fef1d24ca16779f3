package dev.orderly.compose.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// All that is left to chance, from one seed; and whether things may go wrong at all.
final class Chaos {
    private final Random random;
    private boolean raging = true;

    Chaos(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    void calm() {
        raging = false;
    }

    boolean isRaging() {
        return raging;
    }

    /// Whether a mishap happens that happens once in so many times.
    boolean strikes(int oneIn) {
        return raging && random.nextInt(oneIn) == 0;
    }

    boolean flips() {
        return random.nextBoolean();
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    <T> List<T> shuffled(Collection<T> all) {
        var list = new ArrayList<>(all);
        Collections.shuffle(list, random);
        return list;
    }
}
