package dev.orderly.compose.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of a source tree: text by path from the top, with `/` between folders. What `.gitignore` names is no part
/// of it, since it was built or left there by tools.
final class Tree {
    private static final String POM = "pom.xml";

    private final Map<String, String> files;
    private List<Source> sources = List.of();

    private Tree(Map<String, String> files) {
        this.files = files;
    }

    Map<String, String> files() {
        return files;
    }

    /// The tree that this module lies in.
    static Tree ofCheckout() {
        var root = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(root.resolve("compose/tidy/pom.xml"))) {
            root = root.getParent();
        }
        try {
            return new Tree(texts(root, Ignored.read(root.resolve(".gitignore"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A tree of pairs of path and text.
    static Tree of(String... pathsAndTexts) {
        var files = new TreeMap<String, String>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return new Tree(files);
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    boolean hasFolder(String path) {
        return files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    String text(String path) {
        return files.getOrDefault(path, "");
    }

    Stream<String> paths(String ending) {
        return files.keySet().stream().filter(path -> path.endsWith(ending));
    }

    /// All Java files, parsed once.
    List<Source> java() {
        if (sources.isEmpty()) {
            sources = parsed();
        }
        return sources;
    }

    private List<Source> parsed() {
        return Source.parse(files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".java"))
                .toList());
    }

    /// The folders that have a pom, from the top: `messaging`, `compose/embedded`.
    List<String> modules() {
        return paths("/" + POM)
                .map(path -> path.substring(0, path.length() - POM.length() - 1))
                .toList();
    }

    /// The modules at the top that are services: all but the libraries and the whole.
    List<String> services() {
        return modules().stream()
                .filter(module -> !module.contains("/"))
                .filter(module -> !List.of("messaging", "schemas", "compose").contains(module))
                .toList();
    }

    private static Map<String, String> texts(Path root, Ignored ignored) throws IOException {
        var texts = new TreeMap<String, String>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return ignored.folder(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!ignored.file(file)) {
                    var bytes = Files.readAllBytes(file);
                    texts.put(root.relativize(file).toString(), new String(bytes, StandardCharsets.UTF_8));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return texts;
    }

    /// What `.gitignore` says, as far as ours goes: names of folders with a slash behind them, names and
    /// endings of files.
    private record Ignored(List<String> lines) {
        static Ignored read(Path file) throws IOException {
            return new Ignored(Files.readAllLines(file));
        }

        boolean folder(Path folder) {
            return is(folder, ".git") || lines.stream().anyMatch(line -> line.equals(folder.getFileName() + "/"));
        }

        boolean file(Path file) {
            return is(file, ".git")
                    || lines.stream()
                            .anyMatch(line -> line.startsWith("*")
                                    ? file.toString().endsWith(line.substring(1))
                                    : is(file, line));
        }

        private static boolean is(Path path, String name) {
            return path.getFileName().toString().equals(name);
        }
    }
}
