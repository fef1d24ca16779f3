package dev.orderly.messaging.recovery;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Fact;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Note;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.FactNumbers.Numbered;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Transaction;
import dev.orderly.messaging.store.WorkingSet;
import dev.orderly.messaging.telemetry.OutsideText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Folds facts into the tables of a service, a batch of them in one round of loading and saving.
final class Fold {
    private final List<? extends Aggregate<?>> kinds;
    private final Recollection recollection;
    private long holes;

    /// One of the service's own facts, and where it lies.
    record Own(Event<?> event, Received record) {
        String id() {
            return event.id();
        }

        Numbered numbered() {
            return new Numbered(record.topic(), event.type(), event.subject(), event.sequence(), event.id());
        }

        /// `user-events:1:5, number 6 of eve`.
        String told() {
            return "%s, number %d of %s"
                    .formatted(record.place(), event.sequence(), OutsideText.shown(event.subject()));
        }
    }

    Fold(List<? extends Aggregate<?>> kinds, Recollection recollection) {
        this.kinds = kinds;
        this.recollection = recollection;
    }

    /// How many facts were missing between others.
    long holes() {
        return holes;
    }

    /// What became of own facts.
    ///
    /// @param fresh those that were folded
    /// @param early those whose turn has not come: others of their subject are missing before them
    /// @param past those whose number was there before: a relay that crashed may have sent some twice
    record Folded(List<Own> fresh, List<Own> early, List<Own> past) {}

    /// The service's own facts, each in its turn, with what they tell again.
    Folded fold(List<Own> facts, Transaction transaction) {
        return inTurn(facts, transaction, Missing.MAY_COME);
    }

    /// Those that were too early, in the order of their numbers: what is missing before them is missing for good.
    Folded foldEarly(List<Own> facts, Transaction transaction) {
        return inTurn(facts, transaction, Missing.IS_LOST);
    }

    /// What holds of facts that others of their subject lack before them.
    private enum Missing {
        MAY_COME,
        IS_LOST
    }

    private Folded inTurn(List<Own> facts, Transaction transaction, Missing missing) {
        var states = new WorkingSet(kinds);
        var notes =
                facts.stream().map(fact -> recollection.retold(fact.event())).toList();
        for (var kind : states.kinds()) {
            var keys = new HashSet<String>();
            for (int i = 0; i < facts.size(); i++) {
                keys.addAll(kind.keys(facts.get(i).event().data()));
                notes.get(i).forEach(note -> keys.addAll(kind.keys(note)));
            }
            states.load(kind, keys, transaction);
        }
        var fresh = new ArrayList<Own>();
        var early = new ArrayList<Own>();
        var past = new ArrayList<Own>();
        for (int i = 0; i < facts.size(); i++) {
            var own = facts.get(i);
            var fact = own.event();
            var gap = fact.sequence() - states.version(fact.data()) - 1;
            if (gap > 0 && missing == Missing.MAY_COME) {
                early.add(own);
            } else if (gap >= 0) {
                holes += gap;
                states.apply(fact);
                notes.get(i).forEach(note -> states.apply(new Event<>(fact.envelope(), note)));
                fresh.add(own);
            } else {
                past.add(own);
            }
        }
        states.keep();
        states.save(transaction);
        return new Folded(fresh, early, past);
    }

    /// Another service's facts, of which a copy is kept: each in its turn. What has no turn yet waits on the shelf, as
    /// it did before.
    void projected(List<Item> items, Transaction transaction) {
        var early = inTurn(items, transaction);
        if (!early.isEmpty()) {
            transaction.hold(early);
        }
    }

    /// The same.
    ///
    /// @return what has no turn yet
    List<HeldBack> inTurn(List<Item> items, Transaction transaction) {
        var heeded = items.stream().filter(Item::decides).toList();
        var states = new WorkingSet(kinds);
        for (var kind : states.kinds()) {
            var keys = new HashSet<String>();
            heeded.stream()
                    .filter(item -> item.projection().filter(kind::equals).isPresent())
                    .forEach(item -> keys.addAll(kind.keys(item.event().data())));
            states.load(kind, keys, transaction);
        }
        var early = new ArrayList<HeldBack>();
        for (var item : heeded) {
            var event = item.event();
            var seen = states.version(item.projection().orElseThrow(), event.subject());
            if (event.sequence() == seen + 1) {
                states.apply(event);
            } else if (event.sequence() > seen) {
                early.add(item.heldBack());
            }
        }
        states.keep();
        states.save(transaction);
        return early;
    }

    /// Facts on which the service acts: only what it notes of them, since facts that followed are read themselves.
    void noted(List<Item> items, Transaction transaction) {
        var heeded = items.stream()
                .filter(item -> item.decides()
                        && item.decider().heeds(item.event().data().getClass()))
                .toList();
        var states = new WorkingSet(kinds);
        for (var kind : states.kinds()) {
            var keys = new HashSet<String>();
            heeded.forEach(item -> keys.addAll(keys(item, kind, states)));
            states.load(kind, keys, transaction);
        }
        for (var item : heeded) {
            note(item, states, transaction);
        }
        states.save(transaction);
    }

    private static void note(Item item, WorkingSet states, Transaction transaction) {
        while (true) {
            try {
                if (decision(item, states) instanceof Accepted(var happened, var _)
                        && happened.stream().noneMatch(Fact.class::isInstance)) {
                    happened.forEach(
                            note -> states.apply(new Event<>(item.event().envelope(), (Note) note)));
                }
                states.keep();
                return;
            } catch (WorkingSet.NotLoaded missing) {
                states.takeBack();
                missing.load(states, transaction);
            }
        }
    }

    @SuppressWarnings("unchecked") // a decider is registered for the topic that carries its messages
    private static List<String> keys(Item item, Aggregate<?> kind, WorkingSet states) {
        return ((Decider<Message>) item.decider()).keys(kind, item.event(), states);
    }

    @SuppressWarnings("unchecked") // the same
    private static Decision decision(Item item, WorkingSet states) {
        return ((Decider<Message>) item.decider()).decide(item.event(), states);
    }
}
