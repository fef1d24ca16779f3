package dev.orderly.messaging.commandline;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/// What somebody meant who misspelt a word: those of the known words that are spelt most like it.
public final class Spelling {
    private static final int LETTERS_FOR_A_SLIP = 3;
    private static final int BEGINNING = 2;

    private Spelling() {}

    /// The end of a sentence: `, did you mean json?`; empty if no known word is like it.
    public static String meant(String typed, Collection<String> known) {
        var likely = likely(typed, known);
        return likely.isEmpty() ? "" : ", did you mean " + String.join(" or ", likely) + "?";
    }

    /// Those with the fewest slips, if these are few for its length: of three letters one may be wrong.
    private static List<String> likely(String typed, Collection<String> known) {
        var most = typed.length() / LETTERS_FOR_A_SLIP;
        var fewest = known.stream().mapToInt(word -> slips(typed, word)).min().orElse(Integer.MAX_VALUE);
        return known.stream()
                .filter(word -> slips(typed, word) == fewest)
                .filter(_ -> fewest <= most)
                .distinct()
                .toList();
    }

    /// Letters put in, left out, replaced, or two that changed places (optimal string alignment); none if it is the
    /// word's beginning.
    private static int slips(String typed, String word) {
        if (typed.length() >= BEGINNING && word.startsWith(typed)) {
            return 0;
        }
        var slips = new int[typed.length() + 1][word.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= word.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : fewest(slips, typed, word, i, j);
            }
        }
        return slips[typed.length()][word.length()];
    }

    private static int fewest(int[][] slips, String typed, String word, int i, int j) {
        var isSame = typed.charAt(i - 1) == word.charAt(j - 1);
        var isTurned = i > 1
                && j > 1
                && typed.charAt(i - 1) == word.charAt(j - 2)
                && typed.charAt(i - 2) == word.charAt(j - 1);
        return IntStream.of(
                        slips[i - 1][j] + 1,
                        slips[i][j - 1] + 1,
                        slips[i - 1][j - 1] + (isSame ? 0 : 1),
                        isTurned ? slips[i - 2][j - 2] + 1 : Integer.MAX_VALUE)
                .min()
                .orElseThrow();
    }
}
