package dev.orderly.compose.kafka;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The names that there are, told to somebody who typed another.
final class Names {
    private static final int SHOWN = 20;
    private static final int LETTERS_FOR_A_SLIP = 3;

    private Names() {}

    /// `, did you mean user-events?`; empty if none is like what was typed.
    static String meant(String typed, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> slips(typed, name)))
                .filter(name -> slips(typed, name) <= Math.max(1, typed.length() / LETTERS_FOR_A_SLIP))
                .map(name -> ", did you mean " + name + "?")
                .orElse("");
    }

    /// @param command that shows them where they are many
    static String told(Collection<String> names, String command) {
        if (names.isEmpty()) {
            return "there is none";
        }
        return names.size() <= SHOWN
                ? "there are " + String.join(", ", names.stream().sorted().toList())
                : command + " shows those";
    }

    /// Letters put in, left out or replaced.
    private static int slips(String typed, String name) {
        var above = IntStream.rangeClosed(0, name.length()).toArray();
        for (int i = 1; i <= typed.length(); i++) {
            var here = new int[name.length() + 1];
            here[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                var replaced = above[j - 1] + (typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                here[j] = Math.min(Math.min(above[j], here[j - 1]) + 1, replaced);
            }
            above = here;
        }
        return above[name.length()];
    }
}
