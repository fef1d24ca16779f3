package dev.orderly.compose.tidy;

import java.util.List;
import java.util.function.Function;

/// A house rule: what of a tree breaks it, each as a sentence that names the file first.
///
/// @param planted a tree that breaks it, which shows that the rule can fail
record Rule(String name, Function<Tree, List<String>> breaches, Tree planted) {
    @Override
    public String toString() {
        return name;
    }
}
