package dev.orderly.compose.tidy;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules about Java: names, comments, the length of methods, and what a test must not do.
final class JavaRules {
    private static final int MOST_LINES = 40;
    private static final Set<String> EMPTY_WORDS = Set.of(
            "Impl",
            "Manager",
            "Helper",
            "Helpers",
            "Util",
            "Utils",
            "Common",
            "Base",
            "Abstract",
            "Processor",
            "Data",
            "Info");
    private static final Set<String> EMPTY_PACKAGES =
            Set.of("util", "utils", "common", "model", "models", "helper", "helpers", "impl", "misc");
    private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]*");
    private static final Pattern SENTENCE = Pattern.compile("(?s)^[\\p{Lu}`\\[].*?[.:?](\\s.*|$)");

    private static final Pattern SLEEP = Pattern.compile("(.*\\.)?(sleep|parkNanos)");
    private static final Pattern OFF = Pattern.compile("@(.*\\.)?Disabled");
    private static final Pattern IDLE = Pattern.compile("(.*\\.)?(assertTrue\\(true\\)|assertFalse\\(false\\))");
    private static final String TEST = "a/src/test/java/ATest.java";

    static final List<Rule> ALL = List.of(
            new Rule(
                    "a type's name says what it is",
                    each(JavaRules::emptyNames),
                    Tree.of("a/A.java", "class A { record OrderData() {} record Database() {} }"),
                    "a/A.java declares OrderData"),
            new Rule(
                    "a package's name says what it is",
                    each(JavaRules::emptyPackages),
                    Tree.of("a/A.java", "package dev.orderly.util;"),
                    "a/A.java lies in a package util"),
            new Rule(
                    "a type begins with a sentence that says what it is for",
                    each(JavaRules::unsaid),
                    Tree.of(
                            "a/A.java",
                            "/// Says it.\nclass A { public record B() {} }",
                            "a/C.java",
                            "/// things\nclass C {}"),
                    "a/A.java does not say what B is for",
                    "a/C.java does not say what C is for"),
            new Rule(
                    "comments are written with ///",
                    each(JavaRules::oldComments),
                    Tree.of("a/A.java", "/" + "** Old. */\nclass A {}"),
                    "a/A.java has a comment in the old form"),
            new Rule(
                    "a method has at most 40 lines",
                    each(JavaRules::longMethods),
                    Tree.of(
                            "a/A.java",
                            "class A { void a() {" + "\n".repeat(40) + "} void b() {" + "\n".repeat(39) + "} }"),
                    "a/A.java: a has 41 lines"),
            new Rule(
                    "a test waits for no fixed time",
                    each(file -> calling(file, SLEEP, "waits for a fixed time")),
                    Tree.of(TEST, "class ATest { void a() throws Exception { Thread.sleep(5); } }"),
                    TEST + " waits for a fixed time"),
            new Rule(
                    "no test is switched off",
                    each(file -> calling(file, OFF, "is switched off")),
                    Tree.of(TEST, "class ATest { @Disabled void a() {} }"),
                    TEST + " is switched off"),
            new Rule(
                    "no test asserts what is always so",
                    each(file -> calling(file, IDLE, "asserts what is always so")),
                    Tree.of(TEST, "class ATest { void a() { assertTrue(true); } }"),
                    TEST + " asserts what is always so"));

    private JavaRules() {}

    private static Function<Tree, List<String>> each(Function<Source, Stream<String>> breaches) {
        return tree -> tree.java().stream().flatMap(breaches).toList();
    }

    private static Stream<String> emptyNames(Source file) {
        return file.types().stream()
                .map(Source.Type::name)
                .filter(JavaRules::isEmpty)
                .map(name -> file.path() + " declares " + name);
    }

    private static boolean isEmpty(String type) {
        var words = WORD.matcher(type).results().map(word -> word.group()).toList();
        return !words.isEmpty() && (EMPTY_WORDS.contains(words.getFirst()) || EMPTY_WORDS.contains(words.getLast()));
    }

    private static Stream<String> emptyPackages(Source file) {
        return Stream.of(file.packageName().split("\\."))
                .filter(EMPTY_PACKAGES::contains)
                .map(name -> file.path() + " lies in a package " + name);
    }

    /// A test's name is its sentence already.
    private static Stream<String> unsaid(Source file) {
        return file.types().stream()
                .filter(type -> type.isTop() || type.isPublic())
                .filter(type -> !type.name().endsWith("Test"))
                .filter(type -> !SENTENCE.matcher(type.comment()).matches())
                .map(type -> file.path() + " does not say what " + type.name() + " is for");
    }

    private static Stream<String> oldComments(Source file) {
        return file.text().lines().anyMatch(line -> line.strip().startsWith("/" + "**"))
                ? Stream.of(file.path() + " has a comment in the old form")
                : Stream.of();
    }

    private static Stream<String> longMethods(Source file) {
        return file.methods().stream()
                .filter(method -> method.lines() > MOST_LINES)
                .map(method -> "%s: %s has %d lines".formatted(file.path(), method.name(), method.lines()));
    }

    private static Stream<String> calling(Source file, Pattern what, String so) {
        return file.isTest() && file.calls().stream().anyMatch(what.asMatchPredicate())
                ? Stream.of(file.path() + " " + so)
                : Stream.of();
    }
}
