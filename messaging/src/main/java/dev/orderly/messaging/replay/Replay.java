package dev.orderly.messaging.replay;

import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Publication;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.replay.Tally.Result;
import dev.orderly.messaging.store.HandledPlaces;
import dev.orderly.messaging.store.Store;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings records to a service's deciders once more, as the service itself would have them: those that were handled
/// before are known by the inbox. Whether it is done or only planned is the store's concern.
final class Replay {
    private final Site site;
    private final ReplayScope scope;
    private final HandledPlaces handled;
    private final Sorting sorting;
    private final Optional<TypeReader> typeReader;
    private final Map<String, String> places = new HashMap<>();
    private final InstantSource clock;
    private Tally tally = new Tally();

    /// @param handled places of the topic that are passed over
    /// @param hasEffects whether letters that follow are sent
    Replay(Site site, ReplayScope scope, HandledPlaces handled, boolean hasEffects, InstantSource clock) {
        this.site = site;
        this.scope = scope;
        this.handled = handled;
        this.clock = clock;
        var subscriptions = site.subscriptions().stream()
                .filter(subscription -> subscription.topic().name().equals(scope.topic()))
                .<Subscription<?>>map(subscription -> hasEffects ? subscription : suppressing(subscription))
                .toList();
        this.sorting = new Sorting(site.source(), subscriptions);
        this.typeReader = scope.type().map(_ -> TypeReader.of(subscriptions));
    }

    private <M extends Message> Subscription<M> suppressing(Subscription<M> subscription) {
        return Suppressing.of(subscription, site.effects(), id -> tally.suppressing(places.getOrDefault(id, "")));
    }

    /// A record, as far as can be told of it without the database.
    ///
    /// @param item none if it was handled, or is outside the scope
    record Candidate(Received record, boolean isInScope, Optional<Item> item) {}

    /// On any thread.
    List<Candidate> candidates(List<Received> records) {
        return records.stream().map(this::candidate).toList();
    }

    private Candidate candidate(Received record) {
        var isInScope = scope.hasKey(record) && hasType(record);
        return new Candidate(
                record,
                isInScope,
                isInScope && !handled.has(record)
                        ? Optional.of(sorting.item(record, record.offset()))
                        : Optional.empty());
    }

    /// One batch, in one transaction of the store.
    ///
    /// @return what became of those that belong to the scope
    Tally handle(List<Candidate> candidates, Store store) {
        tally = new Tally();
        places.clear();
        var items = candidates.stream().flatMap(each -> each.item().stream()).toList();
        items.forEach(item -> item.envelope().ifPresent(envelope -> places.put(envelope.id(), item.origin())));
        new Line(
                        site.service(),
                        store,
                        site.kinds(),
                        new Publication(site.source(), site.written()),
                        clock,
                        tally,
                        () -> {})
                .handle(items);
        var inScope = candidates.stream().filter(Candidate::isInScope).count();
        tally.add(Result.UNCHANGED, inScope - items.size());
        tally.ignoreTheRest(inScope);
        return tally;
    }

    private boolean hasType(Received record) {
        return typeReader
                .map(reader -> reader.type(record).equals(scope.type().orElseThrow()))
                .orElse(true);
    }
}
