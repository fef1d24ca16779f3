package dev.orderly.compose.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TidyTest {
    private static final Tree CHECKOUT = Tree.ofCheckout();

    static List<Rule> rules() {
        return Stream.of(FileRules.ALL, JavaRules.ALL, DependencyRules.ALL, ServiceRules.ALL, DocumentRules.ALL)
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_tree_keeps_the_rule(Rule rule) {
        var breaches = rule.breaches().apply(CHECKOUT);
        assertThat(breaches.stream().filter(breach -> !Owed.covers(breach)))
                .as(rule.name())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_finds_what_is_planted(Rule rule) {
        assertThat(rule.found()).as("planted").isNotEmpty();
        assertThat(rule.breaches().apply(rule.planted())).as(rule.name()).containsExactlyElementsOf(rule.found());
    }

    @Test
    void what_is_mended_is_no_longer_owed() {
        var breaches = rules().stream()
                .flatMap(rule -> rule.breaches().apply(CHECKOUT).stream())
                .toList();
        assertThat(Owed.ALL.stream().filter(owed -> breaches.stream().noneMatch(breach -> breach.startsWith(owed))))
                .as("mended, so take it out of Owed")
                .isEmpty();
    }

    @Test
    void files_are_small() {
        var lines = CHECKOUT.java().stream().map(Source::lines).sorted().toList();
        var median = lines.get(lines.size() / 2);
        System.out.printf("tidy: %d Java files, median %d lines, longest %d%n", lines.size(), median, lines.getLast());
        assertThat(median).as("median length of a Java file").isLessThanOrEqualTo(65);
    }
}
