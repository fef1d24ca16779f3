package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.outbox.Archive;
import dev.orderly.messaging.recovery.Fold.Own;
import dev.orderly.messaging.store.FactNumbers;
import dev.orderly.messaging.telemetry.Counts;
import dev.orderly.messaging.telemetry.OutsideText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The service's own facts that its topics have and its database has not, and what they have in its name that it
/// could not have written: what a recovery of a database that is still there will add and leave out.
final class LackingFacts {
    static final int NAMED = 10;

    private static final Comparator<Own> EARLIEST = Comparator.comparing(
                    (Own fact) -> fact.event().envelope().time())
            .thenComparing(fact -> fact.record().topic())
            .thenComparingInt(fact -> fact.record().partition())
            .thenComparingLong(fact -> fact.record().offset());

    private final LeftOut strays = LeftOut.strays();
    private final LeftOut doubles = LeftOut.doubles();
    private final List<Own> earliest = new ArrayList<>();
    private long all;

    /// Of records: one that a relay has repeated counts twice.
    private long count;

    /// One of them.
    ///
    /// @param place where it lies, `topic:partition:offset`
    record Fact(String place, String type, String subject, long sequence, Instant time) {
        private String told() {
            return "%s, %s of %s, number %d, at %s".formatted(place, type, OutsideText.shown(subject), sequence, time);
        }
    }

    /// Reads the topics of facts whole.
    ///
    /// @param tables of the service, in a transaction; where none were made yet, all facts are lacking
    static LackingFacts of(Site site, SiteTopics topics, Bounds bounds, Optional<Connection> tables, Output output)
            throws Exception {
        var lacking = new LackingFacts();
        var archive = tables.map(Archive::new);
        var numbers = tables.isPresent() ? Optional.of(new FactNumbers(tables.get())) : Optional.<FactNumbers>empty();
        var stretches = site.facts().stream()
                .collect(Collectors.toMap(topic -> topic, bounds::whole, (a, _) -> a, LinkedHashMap::new));
        var progress = output.progress(
                "records of facts",
                stretches.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(Stretch::length)
                        .sum());
        for (var topic : stretches.entrySet()) {
            topics.scan().read(topic.getValue(), OwnFacts.reader(topic.getKey(), site.source()), facts -> {
                lacking.add(facts, archive, numbers);
                progress.add(facts.records());
            });
        }
        progress.end();
        return lacking;
    }

    private void add(OwnFacts facts, Optional<Archive> archive, Optional<FactNumbers> numbers) throws SQLException {
        strays.add(facts.strays());
        all += facts.own().size();
        var ids = facts.own().stream().map(Own::id).toList();
        var known = archive.isPresent() ? archive.get().facts(ids).keySet() : Set.<String>of();
        var unknown =
                facts.own().stream().filter(fact -> !known.contains(fact.id())).toList();
        var taken = numbers.isPresent()
                ? numbers.get().taken(unknown.stream().map(Own::numbered).toList())
                : Set.<Integer>of();
        for (int i = 0; i < unknown.size(); i++) {
            if (taken.contains(i)) {
                doubles.add(List.of(unknown.get(i).told()));
            } else {
                count++;
                earliest.add(unknown.get(i));
            }
        }
        earliest.sort(EARLIEST);
        earliest.subList(Math.min(NAMED, earliest.size()), earliest.size()).clear();
    }

    private static Fact fact(Own fact) {
        var event = fact.event();
        return new Fact(
                fact.record().place(),
                event.type(),
                event.subject(),
                event.sequence(),
                event.envelope().time());
    }

    long count() {
        return count;
    }

    /// The first that were written, at most [#NAMED].
    List<Fact> earliest() {
        return earliest.stream().map(LackingFacts::fact).toList();
    }

    /// What has its name, and this version could not have written.
    LeftOut strays() {
        return strays;
    }

    /// What bears the number of a fact that the database has.
    LeftOut doubles() {
        return doubles;
    }

    void show(Output output) {
        var talk = output.talk();
        if (count == all && all > 0) {
            talk.println("lacking: all facts");
            return;
        }
        talk.println("lacking: "
                + (count == 0 ? "no fact of its own" : Counts.told(count, "record of a fact", "records of facts")));
        earliest().forEach(fact -> talk.println("  " + fact.told()));
        if (count > earliest.size()) {
            talk.printf("  and %,d more%n", count - earliest.size());
        }
    }
}
