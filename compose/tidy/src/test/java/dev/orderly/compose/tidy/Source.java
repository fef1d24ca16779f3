package dev.orderly.compose.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A Java file, parsed by the compiler's own parser and not further: what it declares, imports and calls.
///
/// @param packageName empty where there is none
/// @param calls what is called or annotated, as it is written: `Thread.sleep`, `assertTrue(true)`, `@Disabled`
record Source(
        String path,
        String text,
        String packageName,
        List<String> imports,
        List<Type> types,
        List<Method> methods,
        List<String> calls) {

    /// @param isTop whether it lies in no other type
    /// @param comment its documentation, empty where it has none
    record Type(String name, boolean isTop, boolean isPublic, String comment) {}

    /// @param lines from its first annotation or modifier to its closing brace
    record Method(String name, long lines) {}

    Source {
        imports = List.copyOf(imports);
        types = List.copyOf(types);
        methods = List.copyOf(methods);
        calls = List.copyOf(calls);
    }

    boolean isTest() {
        return path.contains("/src/test/");
    }

    long lines() {
        return text.lines().count();
    }

    static List<Source> parse(List<Map.Entry<String, String>> files) {
        var texts = files.stream()
                .map(file -> new Text(file.getKey(), file.getValue()))
                .toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, _ -> {}, List.of("-proc:none"), null, texts);
        var trees = Trees.instance(task);
        var sources = new ArrayList<Source>();
        try {
            for (var unit : task.parse()) {
                var reader = new Reader(unit, trees);
                reader.scan(unit, null);
                sources.add(reader.source());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String path, String text) {
            super(URI.create("tree:///" + path), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Reader extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<Type> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        Reader(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
        }

        Source source() {
            var file = unit.getSourceFile();
            var name = Optional.ofNullable(unit.getPackageName())
                    .map(Object::toString)
                    .orElse("");
            var imports = unit.getImports().stream()
                    .map(each -> each.getQualifiedIdentifier().toString())
                    .toList();
            var path = file.toUri().getPath().substring(1);
            return new Source(path, text(), name, imports, types, methods, calls);
        }

        private String text() {
            try {
                return unit.getSourceFile().getCharContent(true).toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!type.getSimpleName().isEmpty()) {
                var isTop = getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
                var isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
                var comment = Optional.ofNullable(trees.getDocComment(getCurrentPath()));
                types.add(new Type(
                        type.getSimpleName().toString(),
                        isTop,
                        isPublic,
                        comment.orElse("").strip()));
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            methods.add(new Method(method.getName().toString(), line(end(method)) - line(start(method)) + 1));
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            calls.add(call.getMethodSelect().toString());
            calls.add(call.toString());
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void unused) {
            calls.add("@" + annotation.getAnnotationType());
            return super.visitAnnotation(annotation, null);
        }

        private long start(Tree tree) {
            return trees.getSourcePositions().getStartPosition(unit, tree);
        }

        private long end(Tree tree) {
            return trees.getSourcePositions().getEndPosition(unit, tree);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
