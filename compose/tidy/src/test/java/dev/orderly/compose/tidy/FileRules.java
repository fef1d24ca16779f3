package dev.orderly.compose.tidy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules about files: how long they may be, what may lie where, what must not stand in any.
final class FileRules {
    private static final int MOST_LINES = 300;
    private static final Set<String> TOP = Set.of(
            ".ci",
            ".gitignore",
            ".mvn",
            "CONTRIBUTING.md",
            "LICENSE",
            "Makefile",
            "README.md",
            "compose",
            "docs",
            "messaging",
            "notification-service",
            "order-service",
            "pom.xml",
            "schemas",
            "user-events");

    // Spelled so that this file keeps the rules itself.
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO[D]O|FIX[M]E|X{3})\\b");
    private static final Pattern ELSEWHERE = Pattern.compile(
            "/ho[m]e/\\w|/ro[o]t/|/Us[e]rs/\\w|/wo[r]k/|/t[m]p/wt|\\.\\./sh[a]red|<rep[o]sitory>|<mirr[o]r>"
                    + "|https?://[^/\\s]*\\b(nexus|artif[a]ctory|registry|repo\\d?)\\b");

    /// Found by tools that look for exactly this name.
    private static final Set<String> WELL_KNOWN = Set.of("logback.xml", "logback-test.xml", "log4j2.xml");
    /// Folders that are read as a whole, and where the name of the folder stands.
    private static final Map<String, String> READ_WHOLE = Map.of(
            "/resources/db/", "classpath:db/",
            "/resources/examples/invalid/", "examples/invalid");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "a Java file has at most 300 lines",
                    FileRules::tooLong,
                    Tree.of("a/A.java", "\n".repeat(301), "a/B.java", "\n".repeat(300)),
                    "a/A.java has 301 lines"),
            new Rule(
                    "the top of the tree holds what it is allowed to",
                    FileRules::atTop,
                    Tree.of("README.md", "", "notes.txt", "", "attic/A.java", ""),
                    "attic is not allowed at the top",
                    "notes.txt is not allowed at the top"),
            new Rule(
                    "nothing is left unfinished",
                    tree -> having(tree, UNFINISHED, "is unfinished"),
                    Tree.of("a/A.java", "\n// TO" + "DO: the rest"),
                    "a/A.java:2 is unfinished"),
            new Rule(
                    "no file names a place that others do not have",
                    tree -> having(tree, ELSEWHERE, "names a place that others do not have"),
                    Tree.of(
                            "a.md", "as ../sha" + "red/notes.md says",
                            "a.sh", "cd /ho" + "me/ada/orderly",
                            "pom.xml", "<url>https://nex" + "us.example.com/maven</url>"),
                    "a.md:1 names a place that others do not have",
                    "a.sh:1 names a place that others do not have",
                    "pom.xml:1 names a place that others do not have"),
            new Rule(
                    "no resource is dead",
                    FileRules::dead,
                    Tree.of(
                            "a/src/main/resources/left.txt", "",
                            "a/src/main/resources/user.register.full.json", "",
                            "a/src/main/java/A.java", "class A { String type = \"user.register\"; }"),
                    "a/src/main/resources/left.txt is named nowhere"),
            new Rule(
                    "no type is dead",
                    FileRules::unused,
                    Tree.of(
                            "a/src/main/java/A.java", "class A { B b; }",
                            "a/src/main/java/B.java", "interface B {}",
                            "a/src/main/java/C.java", "class C { static void main() {} }",
                            "a/src/test/java/ATest.java", "class ATest { A a; }"),
                    "a/src/main/java/A.java declares A, which no main code uses"));

    private FileRules() {}

    private static List<String> tooLong(Tree tree) {
        return tree.java().stream()
                .filter(file -> file.lines() > MOST_LINES)
                .map(file -> file.path() + " has " + file.lines() + " lines")
                .toList();
    }

    private static List<String> atTop(Tree tree) {
        return tree.files().keySet().stream()
                .map(path -> path.split("/", 2)[0])
                .distinct()
                .filter(name -> !TOP.contains(name))
                .map(name -> name + " is not allowed at the top")
                .toList();
    }

    private static List<String> having(Tree tree, Pattern pattern, String what) {
        return tree.files().entrySet().stream()
                .flatMap(file -> {
                    var lines = file.getValue().lines().toList();
                    return Stream.iterate(0, n -> n < lines.size(), n -> n + 1)
                            .filter(n -> pattern.matcher(lines.get(n)).find())
                            .map(n -> file.getKey() + ":" + (n + 1) + " " + what);
                })
                .toList();
    }

    /// A resource is alive if code names it: its name, its stem, a dotted part of the stem from the left (an example is
    /// named by its message type), or the folder where that is read as a whole.
    private static List<String> dead(Tree tree) {
        var code = String.join("\n", tree.paths(".java").map(tree::text).toList());
        return tree.files().keySet().stream()
                .filter(path -> path.contains("/resources/"))
                .filter(path -> !isNamed(path, code))
                .map(path -> path + " is named nowhere")
                .toList();
    }

    private static boolean isNamed(String path, String code) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (WELL_KNOWN.contains(name) || code.contains(name)) {
            return true;
        }
        if (READ_WHOLE.entrySet().stream()
                .anyMatch(folder -> path.contains(folder.getKey()) && code.contains(folder.getValue()))) {
            return true;
        }
        for (var stem = name; stem.contains("."); ) {
            stem = stem.substring(0, stem.lastIndexOf('.'));
            if (code.contains("\"" + stem + "\"")) {
                return true;
            }
        }
        return false;
    }

    /// A type of the main code is alive if other main code names it, or if it is a program.
    private static List<String> unused(Tree tree) {
        var sources = tree.java().stream().filter(file -> !file.isTest()).toList();
        return sources.stream()
                .filter(file -> !file.path().endsWith("-info.java"))
                .filter(file -> file.methods().stream()
                        .noneMatch(method -> method.name().equals("main")))
                .flatMap(file -> file.types().stream()
                        .filter(Source.Type::isTop)
                        .filter(type -> sources.stream()
                                .noneMatch(other -> !other.path().equals(file.path()) && names(other, type.name())))
                        .map(type -> file.path() + " declares " + type.name() + ", which no main code uses"))
                .toList();
    }

    private static boolean names(Source file, String type) {
        return Pattern.compile("\\b" + type + "\\b").matcher(file.text()).find();
    }
}
