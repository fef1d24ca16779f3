package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ProgressBar;
import dev.orderly.messaging.consumer.DeadLetterReader;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.event.Topic.Retention;
import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.TopicScan;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.outbox.Archive;
import dev.orderly.messaging.outbox.RelayState;
import dev.orderly.messaging.store.Arrivals.Span;
import dev.orderly.messaging.store.ConnectionStore;
import dev.orderly.messaging.store.DeadLetterPast;
import dev.orderly.messaging.store.DeadLetterPast.Fate;
import dev.orderly.messaging.store.EarlyFacts;
import dev.orderly.messaging.store.FactNumbers;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Restoration;
import dev.orderly.messaging.store.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// Fills a service's database from topics: its own facts are folded into its tables and its outbox, other
/// services' into copies, what was handled is noted again, and what had not ended is asked again. Start reading
/// at [#run].
final class Recovery {
    private static final int TOGETHER = 500;

    private final Site site;
    private final Connection connection;
    private final ConnectionStore store;
    private final TopicScan scan;
    private final Bounds bounds;
    private final Map<String, UUID> topicIds;
    private final ProgressBar progress;
    private final Instant now;
    private final Sorting sorting;
    private final Fold fold;
    private final Unsettled unsettled;
    private final OwnPast past;
    private final SettledSpans settled;

    /// @param connection in the transaction that the whole recovery is
    /// @param progress counts records that were read
    Recovery(
            Site site,
            Connection connection,
            TopicScan scan,
            Bounds bounds,
            Map<String, UUID> topicIds,
            ProgressBar progress,
            Instant now)
            throws SQLException {
        this.site = site;
        this.connection = connection;
        this.store = new ConnectionStore(connection, site.tables());
        this.scan = scan;
        this.bounds = bounds;
        this.topicIds = Map.copyOf(topicIds);
        this.progress = progress;
        this.now = now;
        this.settled = new SettledSpans(bounds, topicIds);
        this.sorting = new Sorting(site.source(), site.subscriptions());
        this.fold = new Fold(site.kinds(), site.recollection());
        this.unsettled = new Unsettled(site.recollection());
        this.past = new OwnPast(
                site.source(),
                store,
                fold,
                unsettled,
                new EarlyFacts(connection),
                new FactNumbers(connection),
                new Archive(connection));
    }

    /// How many records are read, some of them twice.
    static long length(Site site, Bounds bounds) {
        var stretches = new ArrayList<>(bounds.whole(site.deadLetters()));
        site.written().forEach(topic -> stretches.addAll(bounds.whole(topic)));
        for (var subscription : site.subscriptions()) {
            var topic = subscription.topic();
            stretches.addAll(bounds.unsettled(topic));
            if (subscription.projection().isPresent()) {
                stretches.addAll(bounds.settled(topic));
                continue;
            }
            if (topic.retention() == Retention.FOR_EVER) {
                stretches.addAll(bounds.whole(topic));
            }
            if (isToldByIdentity(site, topic)) {
                stretches.addAll(bounds.settled(topic));
            }
        }
        return stretches.stream().mapToLong(Stretch::length).sum();
    }

    RecoveryReport run() throws Exception {
        var restoration = new Restoration(connection);
        restoration.empty(site.tables());
        var dead = deadLetters();
        var fates = new Fates(sorting, dead);
        var handled = new ArrayList<Span>();
        for (var subscription : site.subscriptions()) {
            items(bounds.unsettled(subscription.topic()), items -> {
                handled.addAll(fates.places(items));
                if (subscription.projection().isEmpty()) { // else its copy lacks what is not settled, traces or not
                    items.forEach(unsettled::add);
                } else {
                    hold(fates.decided(items));
                }
            });
        }
        ownPast();
        var identities = 0L;
        for (var subscription : site.subscriptions()) {
            identities += foreignPast(subscription, fates, restoration);
        }
        restoration.note(unsettled.handled());
        handled.addAll(settled.spans(topicsRead()));
        restoration.cover(handled);
        identities += unsettled.handled().size();
        return new RecoveryReport(
                past.facts(),
                fold.holes(),
                identities,
                dead.size(),
                askAgain(),
                settled.missing(topicsRead()),
                past.strays(),
                past.doubles());
    }

    private void ownPast() throws Exception {
        for (var topic : site.facts()) {
            records(bounds.whole(topic), past.factsOf(topic), past::take);
            past.takeEarly(topic);
        }
        for (var topic : messages()) {
            records(bounds.whole(topic), past.messagesOf(topic), past::takeSent);
        }
        past.noteLastRecords();
        new RelayState(connection).set(past.cursor(), past.positions(), topicIds);
    }

    private List<Topic> topicsRead() {
        return site.subscriptions().stream().map(Subscription::topic).distinct().toList();
    }

    /// Before all others are read: how those are read depends on them.
    private List<Fate> deadLetters() throws Exception {
        var tables = new DeadLetterPast(connection);
        var reader = new DeadLetterReader(sorting, topicIds);
        records(bounds.whole(site.deadLetters()), records -> records, past.deadLettersOf(reader, tables));
        return tables.restore();
    }

    private void hold(List<HeldBack> messages) {
        if (!messages.isEmpty()) {
            store.transact(transaction -> {
                transaction.hold(messages);
                return messages.size();
            });
        }
    }

    /// The topics of its commands and answers.
    private List<Topic> messages() {
        return site.written().stream()
                .filter(topic -> topic.retention() == Retention.SEVEN_DAYS)
                .toList();
    }

    /// Facts of others are folded as far as they were handled, or looked through for what is noted of them; of commands
    /// and answers their identities are noted.
    private long foreignPast(Subscription<?> subscription, Fates fates, Restoration restoration) throws Exception {
        var topic = subscription.topic();
        if (subscription.projection().isPresent()) {
            turns(bounds.settled(topic), fates, fold::projected);
            return 0;
        }
        var identities = new long[1];
        if (topic.retention() == Retention.FOR_EVER) {
            turns(bounds.whole(topic), fates, fold::noted);
        }
        if (isToldByIdentity(site, topic)) {
            items(bounds.settled(topic), items -> {
                var handled = fates.identities(items);
                restoration.note(handled);
                identities[0] += handled.size();
            });
        }
        return identities[0];
    }

    /// Whether messages of the topic may have been handled with no fact to tell of it, or come again at another place.
    private static boolean isToldByIdentity(Site site, Topic topic) {
        return topic.retention() == Retention.SEVEN_DAYS || site.written().contains(topic);
    }

    private interface Folding {
        void of(List<Item> items, Transaction transaction);
    }

    /// What is behind an open dead letter and not settled comes again, and is held back then.
    private void turns(Collection<Stretch> stretches, Fates fates, Folding folding) throws Exception {
        items(stretches, items -> {
            var turn = fates.turn(items);
            store.transact(transaction -> {
                folding.of(turn.going(), transaction);
                return turn.going().size();
            });
            hold(turn.held().stream()
                    .filter(held -> held.record().offset() < bounds.settled(Records.partition(held.record())))
                    .toList());
        });
    }

    private long askAgain() throws SQLException {
        var items = site.recollection().unended(connection, unsettled, now);
        var line = new Line(
                site.service(),
                store,
                site.kinds(),
                new Publication(site.source(), site.written()),
                () -> now,
                _ -> {},
                () -> {});
        for (int from = 0; from < items.size(); from += TOGETHER) {
            line.handle(items.subList(from, Math.min(items.size(), from + TOGETHER)));
        }
        return items.size();
    }

    private void items(Collection<Stretch> stretches, TopicScan.Taker<List<Item>> taker) throws Exception {
        records(stretches, this::items, taker);
    }

    private List<Item> items(List<Received> records) {
        return records.stream()
                .map(record -> sorting.item(record, record.offset()))
                .toList();
    }

    private record Prepared<T>(List<Received> records, T result) {}

    private <T> void records(
            Collection<Stretch> stretches, Function<List<Received>, T> preparation, TopicScan.Taker<T> taker)
            throws Exception {
        scan.read(stretches, records -> new Prepared<>(records, preparation.apply(records)), prepared -> {
            prepared.records().forEach(settled::sees);
            taker.take(prepared.result());
            progress.add(prepared.records().size());
        });
    }
}
