package dev.orderly.compose.tidy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules about documents: what they name is there, and what users rely on stands in them.
final class DocumentRules {
    private static final int MOST_RECORD_LINES = 40;
    private static final String REFERENCE = "docs/reference.md";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern MAKE = Pattern.compile("\\bmake ([a-z][a-z-]*)(?=[`\\s]|$)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]+`|^ {4}[^\\n]*$");
    private static final Pattern COMMAND = Pattern.compile("\\bcompose/bin/([a-z-]+)");
    private static final Pattern SETTING = Pattern.compile(
            "(?:Setting\\s*\\.of|Kinds\\s*\\.[a-z][A-Za-z]*|value)\\(\\s*(?:environment, )?\"([A-Z][A-Z_]+)\"");
    private static final Pattern TYPE = Pattern.compile("\\btype\\(\"([a-z.-]+)\"");
    private static final Pattern REASON = Pattern.compile("\"([a-z-]+)");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "every link of a document leads somewhere",
                    tree -> documents(tree)
                            .flatMap(path -> deadLinks(tree, path))
                            .toList(),
                    Tree.of(
                            "docs/a.md",
                            "[x](b.md), [y](#nowhere), [z](#over-here), [w](a.md#over-here)\n# Over, here"),
                    "docs/a.md links to b.md, which is not there",
                    "docs/a.md links to #nowhere, which is not there"),
            new Rule(
                    "every document is linked from another",
                    DocumentRules::unlinked,
                    Tree.of("README.md", "[a](docs/a.md#b)", "docs/a.md", "# B", "docs/left.md", ""),
                    "docs/left.md is linked from nowhere"),
            new Rule(
                    "every make target that a document names is there",
                    DocumentRules::targets,
                    Tree.of("README.md", "Run `make coffee`, or\n\n    make tea\n", "Makefile", "run: ## Run"),
                    "README.md names make coffee, which is not there",
                    "README.md names make tea, which is not there"),
            new Rule(
                    "every command that a document names is there",
                    DocumentRules::commands,
                    Tree.of("README.md", "`compose/bin/orderlee`"),
                    "README.md names compose/bin/orderlee, which is not there"),
            new Rule(
                    "every setting stands in the reference",
                    tree -> unsaid(tree, SETTING, "/src/main/"),
                    Tree.of("a/src/main/A.java", "Kinds.number(\"HIDDEN_LIMIT\", 1)", REFERENCE, ""),
                    "docs/reference.md does not name HIDDEN_LIMIT of a/src/main/A.java"),
            new Rule(
                    "every message type stands in the reference",
                    tree -> unsaid(tree, TYPE, "/Topics.java"),
                    Tree.of("a/Topics.java", "type(\"user.vanish\", A.class)", REFERENCE, ""),
                    "docs/reference.md does not name user.vanish of a/Topics.java"),
            new Rule(
                    "every reason of a dead letter stands in the reference",
                    tree -> unsaid(tree, REASON, "/Reason.java"),
                    Tree.of("a/Reason.java", "new Reason(\"moody\", detail)", REFERENCE, ""),
                    "docs/reference.md does not name moody of a/Reason.java"),
            new Rule(
                    "a decision record has at most 40 lines",
                    DocumentRules::longRecords,
                    Tree.of("docs/decisions/0001-a.md", "\n".repeat(41)),
                    "docs/decisions/0001-a.md is longer than 40 lines"));

    private DocumentRules() {}

    private static Stream<String> documents(Tree tree) {
        return tree.paths(".md");
    }

    private static Stream<String> deadLinks(Tree tree, String document) {
        var prose = FENCE.matcher(tree.text(document)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !leadsSomewhere(tree, document, link))
                .map(link -> document + " links to " + link + ", which is not there");
    }

    private static boolean leadsSomewhere(Tree tree, String document, String link) {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? document : resolved(document, parts[0]);
        if (!tree.has(target)) {
            return tree.hasFolder(target) && parts.length == 1;
        }
        return parts.length == 1
                || HEADING.matcher(FENCE.matcher(tree.text(target)).replaceAll(""))
                        .results()
                        .anyMatch(heading -> slug(heading.group(1)).equals(parts[1]));
    }

    /// The path from the top that a link means.
    private static String resolved(String document, String link) {
        var slash = document.lastIndexOf('/');
        var folder = slash < 0 ? "" : document.substring(0, slash + 1);
        return Path.of(folder + link).normalize().toString();
    }

    /// A heading's anchor, as GitHub makes it.
    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    private static List<String> unlinked(Tree tree) {
        var linked = documents(tree)
                .flatMap(document -> LINK.matcher(tree.text(document))
                        .results()
                        .map(link -> resolved(document, link.group(1).split("#", 2)[0])))
                .toList();
        return documents(tree)
                .filter(document -> document.startsWith("docs/") && !linked.contains(document))
                .map(document -> document + " is linked from nowhere")
                .toList();
    }

    private static List<String> targets(Tree tree) {
        return inCode(
                tree,
                MAKE,
                target -> Pattern.compile("(?m)^" + target + ":")
                        .matcher(tree.text("Makefile"))
                        .find());
    }

    private static List<String> commands(Tree tree) {
        return inCode(tree, COMMAND, command -> tree.has("compose/bin/" + command));
    }

    private static List<String> inCode(Tree tree, Pattern pattern, Predicate<String> isThere) {
        return documents(tree)
                .flatMap(document -> CODE.matcher(tree.text(document))
                        .results()
                        .map(MatchResult::group)
                        .flatMap(code -> pattern.matcher(code).results())
                        .filter(found -> !isThere.test(found.group(1)))
                        .map(found -> document + " names " + found.group() + ", which is not there"))
                .distinct()
                .toList();
    }

    /// What the code's files with this in their paths declare, and the reference does not name.
    private static List<String> unsaid(Tree tree, Pattern pattern, String in) {
        var reference = tree.text(REFERENCE);
        return tree.paths(".java")
                .filter(path -> path.contains(in))
                .flatMap(path -> pattern.matcher(tree.text(path))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !Pattern.compile("`" + Pattern.quote(name) + "[`:/=]")
                                .matcher(reference)
                                .find())
                        .map(name -> REFERENCE + " does not name " + name + " of " + path))
                .toList();
    }

    private static List<String> longRecords(Tree tree) {
        return documents(tree)
                .filter(path -> path.startsWith("docs/decisions/"))
                .filter(path -> tree.text(path).lines().count() > MOST_RECORD_LINES)
                .map(path -> path + " is longer than 40 lines")
                .toList();
    }
}
