package dev.orderly.compose.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules about who may know whom: services know schemas and messaging, these know no service, nobody knows compose; and
/// inside messaging each package knows only those that stand before it along the line.
final class DependencyRules {
    private static final String MESSAGING = "dev.orderly.messaging.";
    /// The line: a package may know those to its left.
    private static final List<String> LINE = List.of(
            "event",
            "telemetry",
            "service.settings",
            "commandline",
            "store",
            "outbox",
            "consumer",
            "topology",
            "saga",
            "request",
            "operator",
            "deadletter",
            "replay",
            "recovery",
            "doctor",
            "saga.command",
            "service");

    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern MANAGED = Pattern.compile("(?s)<dependencyManagement>.*?</dependencyManagement>");
    private static final Pattern OURS =
            Pattern.compile("(?s)<groupId>dev\\.orderly</groupId>\\s*<artifactId>([^<]*)</artifactId>");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "modules depend one way",
                    DependencyRules::modules,
                    Tree.of(
                            "compose/kit/pom.xml", pom("messaging", ""),
                            "messaging/pom.xml", pom("schemas", "") + pom("kit", "<scope>test</scope>"),
                            "order-service/pom.xml", pom("schemas", "") + pom("messaging", ""),
                            "schemas/pom.xml", pom("messaging", "") + pom("user-events", ""),
                            "user-events/pom.xml", pom("order-service", "") + pom("kit", "")),
                    "messaging/pom.xml depends on schemas",
                    "schemas/pom.xml depends on user-events",
                    "user-events/pom.xml depends on order-service",
                    "user-events/pom.xml depends on kit"),
            new Rule(
                    "code imports one way",
                    DependencyRules::imports,
                    Tree.of(
                            "messaging/src/main/java/M.java", importing("messaging", "schemas"),
                            "order-service/src/main/java/O.java", importing("order", "user"),
                            "schemas/src/main/java/S.java", importing("schemas", "messaging"),
                            "user-events/src/main/java/U.java", importing("user", "compose"),
                            "user-events/src/main/java/V.java", importing("user", "schemas"),
                            "user-events/src/test/java/W.java", importing("user", "compose")),
                    "messaging/src/main/java/M.java imports dev.orderly.schemas.X",
                    "order-service/src/main/java/O.java imports dev.orderly.user.X",
                    "user-events/src/main/java/U.java imports dev.orderly.compose.X"),
            new Rule(
                    "the packages of messaging follow the line",
                    DependencyRules::line,
                    Tree.of(
                            "messaging/src/main/java/A.java",
                            "package dev.orderly.messaging.store; import dev.orderly.messaging.saga.Saga; class A {}",
                            "messaging/src/main/java/B.java",
                            "package dev.orderly.messaging.saga; import dev.orderly.messaging.store.Store; class B {}",
                            "messaging/src/main/java/C.java",
                            "package dev.orderly.messaging.store; import dev.orderly.messaging.service.settings.Setting;"
                                    + " import dev.orderly.messaging.service.Loop; class C {}"),
                    "messaging/src/main/java/A.java imports saga.Saga",
                    "messaging/src/main/java/C.java imports service.Loop"),
            new Rule(
                    "every package of messaging has its place along the line",
                    DependencyRules::outsideLine,
                    Tree.of("messaging/src/main/java/A.java", "package dev.orderly.messaging.attic; class A {}"),
                    "messaging/src/main/java/A.java lies in no package of the line"));

    private DependencyRules() {}

    private static String pom(String artifact, String scope) {
        return "<dependency><groupId>dev.orderly</groupId><artifactId>%s</artifactId>%s</dependency>"
                .formatted(artifact, scope);
    }

    private static String importing(String own, String other) {
        return "package dev.orderly." + own + "; import dev.orderly." + other + ".X; class A {}";
    }

    private static List<String> modules(Tree tree) {
        var breaches = new ArrayList<String>();
        for (var module : tree.modules()) {
            var text = MANAGED.matcher(tree.text(module + "/pom.xml")).replaceAll("");
            DEPENDENCY.matcher(text).results().map(found -> found.group(1)).forEach(dependency -> {
                var ours = OURS.matcher(dependency);
                var onlyTests = dependency.contains("<scope>test</scope>");
                if (ours.find() && !onlyTests && !mayKnow(module, ours.group(1), tree)) {
                    breaches.add(module + "/pom.xml depends on " + ours.group(1));
                }
            });
        }
        return breaches;
    }

    private static boolean mayKnow(String module, String other, Tree tree) {
        if (module.startsWith("compose/")) {
            return true;
        }
        return switch (module) {
            case "messaging" -> false;
            case "schemas" -> other.equals("messaging");
            default ->
                tree.services().contains(module)
                        && List.of("messaging", "schemas").contains(other);
        };
    }

    private static List<String> imports(Tree tree) {
        return main(tree)
                .flatMap(file -> file.imports().stream()
                        .filter(name -> name.startsWith("dev.orderly."))
                        .filter(name -> !mayImport(file.path(), module(name), file.packageName()))
                        .map(name -> file.path() + " imports " + name))
                .toList();
    }

    private static boolean mayImport(String path, String module, String packageName) {
        if (path.startsWith("compose/")) {
            return true;
        }
        return module.equals(module(packageName))
                || (!path.startsWith("messaging/") && module.equals("messaging"))
                || (!path.startsWith("messaging/") && !path.startsWith("schemas/") && module.equals("schemas"));
    }

    /// `user` of `dev.orderly.user.Users`.
    private static String module(String name) {
        var parts = List.of(name.split("\\.", -1));
        return parts.size() > 2 ? parts.get(2) : "";
    }

    private static List<String> line(Tree tree) {
        var breaches = new ArrayList<String>();
        main(tree)
                .forEach(file -> place(file.packageName())
                        .ifPresent(own -> file.imports().stream()
                                .filter(name ->
                                        place(name).filter(other -> other > own).isPresent())
                                .map(name -> "%s imports %s".formatted(file.path(), name.substring(MESSAGING.length())))
                                .forEach(breaches::add)));
        return breaches;
    }

    private static List<String> outsideLine(Tree tree) {
        return main(tree)
                .filter(file -> file.packageName().startsWith(MESSAGING))
                .filter(file -> place(file.packageName()).isEmpty())
                .map(file -> file.path() + " lies in no package of the line")
                .toList();
    }

    /// The place along the line of the package that a name begins with.
    private static Optional<Integer> place(String name) {
        return LINE.stream()
                .filter(each -> (name + ".").startsWith(MESSAGING + each + "."))
                .max((one, other) -> Integer.compare(one.length(), other.length()))
                .map(LINE::indexOf);
    }

    private static Stream<Source> main(Tree tree) {
        return tree.java().stream().filter(file -> !file.isTest());
    }
}
