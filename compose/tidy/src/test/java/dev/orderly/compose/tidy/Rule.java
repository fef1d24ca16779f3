package dev.orderly.compose.tidy;

import java.util.List;
import java.util.function.Function;

/// A house rule: what of a tree breaks it, each as a sentence that names the file first.
///
/// @param planted a tree that breaks it, which shows that the rule can fail
/// @param found what the rule must find there, and nothing else
record Rule(String name, Function<Tree, List<String>> breaches, Tree planted, List<String> found) {
    Rule(String name, Function<Tree, List<String>> breaches, Tree planted, String... found) {
        this(name, breaches, planted, List.of(found));
    }

    @Override
    public String toString() {
        return name;
    }
}
