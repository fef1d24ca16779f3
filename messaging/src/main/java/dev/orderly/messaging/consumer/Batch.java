package dev.orderly.messaging.consumer;

import dev.orderly.messaging.consumer.Item.Standing;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Outcome.DeadLettered;
import dev.orderly.messaging.event.Reading.Malformed;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Admission;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Arrivals;
import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.DeadLetter;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.store.Transaction;
import dev.orderly.messaging.store.WorkingSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One attempt at a batch, inside its transaction: the stages of the line, called in order by [Line].
final class Batch {
    private static final String REUSED =
            "this id and source came before with another type, subject or data; give the message an id of its own";

    private final String service;
    private final List<Item> items;
    private final Transaction transaction;
    private final WorkingSet states;
    private final Attempt attempt;
    private final @Nullable Outcome[] outcomes;
    private final @Nullable Admission[] admissions;
    private final Map<Integer, List<Outcome.Retrying>> retries = new HashMap<>();
    private final Set<String> blocked = new HashSet<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<Identity> forgotten = new ArrayList<>();
    private final List<HeldBack> held = new ArrayList<>();
    private final List<HeldBack> released = new ArrayList<>();
    private boolean metBefore;
    private long lastRow;

    Batch(
            String service,
            List<Item> items,
            List<? extends Aggregate<?>> kinds,
            Publication publication,
            Transaction transaction,
            Instant now) {
        this.service = service;
        this.items = items;
        this.transaction = transaction;
        this.states = new WorkingSet(kinds);
        this.attempt = new Attempt(states, publication, transaction, now);
        this.outcomes = new Outcome[items.size()];
        this.admissions = new Admission[items.size()];
    }

    /// Asks the inbox which messages are new.
    void admit() {
        var asked = new ArrayList<Integer>();
        var arrivals = new ArrayList<Arrival>();
        var returning = new ArrayList<Integer>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            if (item.standing() == Standing.RETURNING) {
                returning.add(i);
                continue;
            }
            if (item.record().isEmpty() && item.identity().isEmpty()) {
                place(i, Admission.NEW);
                continue;
            }
            asked.add(i);
            arrivals.add(item.arrival());
        }
        if (!returning.isEmpty()) {
            readmit(returning);
        }
        if (arrivals.isEmpty()) {
            return;
        }
        var answers = transaction.admit(new Arrivals(arrivals, Spans.of(items)));
        var contents = new HashMap<List<String>, UUID>();
        for (int a = 0; a < answers.size(); a++) {
            place(asked.get(a), amongTwins(arrivals.get(a).identity(), answers.get(a), contents));
        }
    }

    /// The inbox says of twins that come in one batch that both are new. A twin that is a duplicate by its
    /// offset alone says nothing of the other: it may be a dead letter, and the other the same message, mended
    /// and sent again.
    private static Admission amongTwins(Optional<Identity> identity, Admission said, Map<List<String>, UUID> contents) {
        if (identity.isEmpty() || (said != Admission.NEW && said != Admission.HELD_BACK)) {
            return said;
        }
        var content = identity.get().content();
        var first = contents.putIfAbsent(
                List.of(identity.get().source(), identity.get().id()), content);
        if (first == null) {
            return said;
        }
        return first.equals(content) ? Admission.DUPLICATE : Admission.ID_REUSED;
    }

    /// Another instance may have brought back the same facts in this moment: one of the two handles them.
    private void readmit(List<Integer> returning) {
        var asked = returning.stream().map(i -> items.get(i).heldBack()).toList();
        var held = transaction.stillHeld(asked);
        for (int a = 0; a < asked.size(); a++) {
            var record = asked.get(a).record();
            var isHeld = held.contains(Place.of(record));
            place(returning.get(a), isHeld ? Admission.NEW : Admission.DUPLICATE);
        }
    }

    private void place(int i, Admission admission) {
        var item = items.get(i);
        admissions[i] = admission;
        switch (admission) {
            case NEW, ID_REUSED -> {} // it is decided about
            case DUPLICATE -> {
                metBefore = true;
                outcomes[i] = item.standing() == Standing.SILENT ? null : new Outcome.Duplicate();
            }
            case HELD_BACK -> hold(i, new Outcome.Waiting("behind an earlier fact of " + item.stream()));
        }
    }

    /// Loads what the deciders name, one statement a table.
    void load() {
        for (var kind : states.kinds()) {
            var keys = new HashSet<String>();
            for (int i = 0; i < items.size(); i++) {
                var item = items.get(i);
                keys.addAll(
                        switch (admission(i)) {
                            case NEW -> item.decides() ? attempt.keys(item, kind) : item.counted(kind);
                            case ID_REUSED -> item.counted(kind);
                            case DUPLICATE, HELD_BACK -> List.of();
                        });
            }
            states.load(kind, keys, transaction);
        }
    }

    private Admission admission(int i) {
        return Objects.requireNonNull(admissions[i], "not admitted yet");
    }

    /// @param verdict a dead letter's reason that is known before, for a single message
    void decide(Optional<Reason> verdict) {
        for (int i = 0; i < items.size(); i++) {
            switch (admission(i)) {
                case NEW -> decide(i, items.get(i), verdict);
                case ID_REUSED -> decideReused(i);
                case DUPLICATE, HELD_BACK -> {} // it was told
            }
        }
    }

    private void decide(int i, Item item, Optional<Reason> verdict) {
        if (blocked.contains(item.stream())) {
            hold(i, new Outcome.Waiting("behind an earlier fact of " + item.stream()));
            return;
        }
        var outcome = switch (item.nature()) {
            case SILENT -> null;
            case FOREIGN -> new Outcome.Ignored("not from its owner");
            case UNKNOWN -> new Outcome.Ignored("unknown type");
            case UNREADABLE ->
                attempt.counted(item).orElseGet(() -> new DeadLettered(((Malformed) item.reading()).reason(), 1));
            case HEEDED, RETURNING ->
                verdict.isPresent() ? attempt.giveUp(item, verdict.get()) : attempt.decide(item, retried(i));
        };
        switch (outcome) {
            case DeadLettered dead -> {
                item.identity().ifPresent(forgotten::add); // it was noted for this very message, which may come mended
                bury(i, dead);
            }
            case Outcome.Waiting waiting -> hold(i, waiting);
            case null, default -> {
                outcomes[i] = outcome;
                release(item);
            }
        }
    }

    private void decideReused(int i) {
        var counted = attempt.counted(items.get(i));
        if (counted.isPresent()) {
            outcomes[i] = counted.get();
        } else {
            bury(i, new DeadLettered(Reason.idReused(REUSED), 1));
        }
    }

    private void bury(int i, DeadLettered dead) {
        var item = items.get(i);
        outcomes[i] = dead;
        item.record()
                .ifPresent(record -> letters.add(new DeadLetter(
                        record,
                        item.type(),
                        item.subject(),
                        dead.reason(),
                        dead.attempts(),
                        DeadLetterRecord.hops(record),
                        item.stream(),
                        item.sequence())));
        block(item);
        release(item);
    }

    private void hold(int i, Outcome.Waiting waiting) {
        var item = items.get(i);
        block(item);
        if (item.standing() != Standing.RETURNING) { // else it was told when it came
            outcomes[i] = waiting;
            held.add(item.heldBack());
        }
    }

    private void block(Item item) {
        if (!item.stream().isEmpty()) {
            blocked.add(item.stream());
        }
    }

    private void release(Item item) {
        if (item.standing() == Standing.RETURNING) {
            released.add(item.heldBack());
        }
    }

    /// Writes states and outbox, and what was set aside; a statement for each only where there is something.
    void write() {
        states.save(transaction);
        var rows = new ArrayList<OutboxRow>(attempt.rows());
        letters.forEach(letter -> rows.add(DeadLetterRecord.of(letter, service)));
        if (!rows.isEmpty()) {
            lastRow = transaction.emit(rows);
        } else if (metBefore) {
            lastRow = transaction.lastRow();
        }
        if (!letters.isEmpty()) {
            transaction.bury(letters);
        }
        if (!forgotten.isEmpty()) {
            transaction.forget(forgotten);
        }
        if (!held.isEmpty()) {
            transaction.hold(held);
        }
        if (!released.isEmpty()) {
            transaction.release(released);
        }
    }

    private Consumer<Outcome.Retrying> retried(int i) {
        return failed -> retries.computeIfAbsent(i, _ -> new ArrayList<>()).add(failed);
    }

    /// The tries of a message that met a bug before the one that counts.
    List<Outcome.Retrying> retries(int i) {
        return retries.getOrDefault(i, List.of());
    }

    /// What became of a message; nothing for what is passed over in silence.
    Optional<Outcome> outcome(int i) {
        return Optional.ofNullable(outcomes[i]);
    }

    /// The streams of the facts that had waited and are handled now.
    Set<String> freed() {
        return released.stream().map(HeldBack::stream).collect(Collectors.toUnmodifiableSet());
    }

    /// The highest outbox id of what follows from the batch, 0 for none. What follows from a duplicate was
    /// written when it came first, by an instance that may have died before the relay had it; so its offset
    /// waits for all that is there.
    long lastRow() {
        return lastRow;
    }
}
