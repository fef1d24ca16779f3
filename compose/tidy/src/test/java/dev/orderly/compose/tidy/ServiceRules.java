package dev.orderly.compose.tidy;

import java.util.ArrayList;
import java.util.List;

/// What every service folder must have, and where a service must be known.
final class ServiceRules {
    private static final String LAUNCHER =
            "compose/embedded/src/main/java/dev/orderly/compose/embedded/launch/Launcher.java";
    private static final String COMMAND = "compose/bin/orderly";

    static final List<Rule> ALL = List.of(new Rule(
            "a service has what a service must have",
            ServiceRules::missing,
            Tree.of("billing/pom.xml", "<project/>", "billing/src/main/java/Billing.java", "class Billing {}"),
            "billing has no main that names it and says: Start reading here",
            "billing has no package-info.java",
            "billing has no test",
            "billing has no tables in src/main/resources/db/billing",
            "billing is no module",
            "billing is not started by make run",
            "billing is unknown to compose/bin/orderly",
            "billing is not in README.md"));

    private ServiceRules() {}

    private static List<String> missing(Tree tree) {
        var breaches = new ArrayList<String>();
        for (var service : tree.services()) {
            var sources = tree.java().stream()
                    .filter(file -> file.path().startsWith(service + "/"))
                    .toList();
            var mains = sources.stream()
                    .filter(file -> !file.isTest() && file.text().contains("Service.named(\"" + service + "\""))
                    .filter(file -> file.text().contains("Start reading here"))
                    .count();
            need(mains == 1, service + " has no main that names it and says: Start reading here", breaches);
            need(
                    sources.stream().anyMatch(file -> file.path().endsWith("/package-info.java")),
                    service + " has no package-info.java",
                    breaches);
            need(
                    sources.stream().anyMatch(file -> file.path().endsWith("Test.java")),
                    service + " has no test",
                    breaches);
            need(
                    tree.hasFolder(service + "/src/main/resources/db/" + service),
                    service + " has no tables in src/main/resources/db/" + service,
                    breaches);
            need(named(tree, "pom.xml", "<module>" + service + "</module>"), service + " is no module", breaches);
            need(named(tree, LAUNCHER, '"' + service + '"'), service + " is not started by make run", breaches);
            need(named(tree, COMMAND, service), service + " is unknown to " + COMMAND, breaches);
            need(named(tree, "README.md", service), service + " is not in README.md", breaches);
        }
        return breaches;
    }

    private static boolean named(Tree tree, String path, String text) {
        return tree.text(path).contains(text);
    }

    private static void need(boolean isThere, String breach, List<String> breaches) {
        if (!isThere) {
            breaches.add(breach);
        }
    }
}
