package dev.orderly.messaging.consumer;

import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Decision.Ignored;
import dev.orderly.messaging.consumer.Decision.Refused;
import dev.orderly.messaging.consumer.Decision.Unhandleable;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Fact;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.Transaction;
import dev.orderly.messaging.store.WorkingSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Decides one message after the other in memory. A refusal or a bug touches one message only, since nothing of it is
/// kept, and nothing was written yet.
final class Attempt {
    private static final int TRIES = 3;
    private static final String OURS = ", a fault of this service, not of the message";

    private final WorkingSet states;
    private final Publication publication;
    private final Transaction transaction;
    private final Instant now;
    private final List<OutboxRow> rows = new ArrayList<>();

    Attempt(WorkingSet states, Publication publication, Transaction transaction, Instant now) {
        this.states = states;
        this.publication = publication;
        this.transaction = transaction;
        this.now = now;
    }

    /// The rows to be written, in order.
    List<OutboxRow> rows() {
        return rows;
    }

    /// The rows that a message names before anything is decided.
    @SuppressWarnings("unchecked") // a decider is registered for the topic that carries its messages
    List<String> keys(Item item, Aggregate<?> kind) {
        try {
            var event = item.event();
            var projected = item.projection().filter(kind::equals).isPresent();
            if (projected) {
                return kind.keys(event.data());
            }
            return item.decider().heeds(event.data().getClass())
                    ? ((Decider<Message>) item.decider()).keys(kind, event, states)
                    : List.of();
        } catch (RuntimeException bug) {
            return List.of(); // it shows again when the message is decided, where it is this message's trouble alone
        }
    }

    /// @param failed is told of each try but the last that met a bug
    Outcome decide(Item item, Consumer<Outcome.Retrying> failed) {
        for (var tries = 1; ; ) {
            try {
                var outcome = tryOnce(item);
                states.keep();
                return outcome;
            } catch (WorkingSet.NotLoaded missing) {
                states.takeBack();
                missing.load(states, transaction);
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException | StackOverflowError bug) {
                states.takeBack();
                var fault = Reason.bug(told(bug) + OURS);
                var setback = setback(item, fault);
                if (setback.isPresent() || tries >= TRIES) {
                    return setback.orElseGet(() -> new Outcome.DeadLettered(fault, TRIES));
                }
                failed.accept(new Outcome.Retrying(tries++, Duration.ZERO, told(bug)));
            }
        }
    }

    /// The outcome of a message that cannot be handled, for a fault that showed only when all was written.
    Outcome giveUp(Item item, Reason fault) {
        return setback(item, fault).orElseGet(() -> new Outcome.DeadLettered(fault, 1));
    }

    /// Where the decider of a message from inside says what becomes of it.
    private Optional<Outcome> setback(Item item, Reason fault) {
        while (item.record().isEmpty()) {
            try {
                var setback = failed(item.decider(), item.event(), fault);
                setback.ifPresent(it -> it.happened().forEach(note -> happen(item.event(), note, new ArrayList<>())));
                states.keep();
                return setback.map(Setback::outcome);
            } catch (WorkingSet.NotLoaded missing) {
                states.takeBack();
                missing.load(states, transaction);
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException another) {
                states.takeBack();
                break; // the first fault is the one to be told
            }
        }
        return Optional.empty();
    }

    private Outcome tryOnce(Item item) {
        var event = item.event();
        if (item.projection().isPresent()) {
            var turn = inTurn(item.projection().get(), event);
            if (turn.isPresent()) {
                return turn.get();
            }
            states.apply(event);
        }
        var emitted = new ArrayList<OutboxRow>();
        var outcome = switch (decision(item.decider(), event)) {
            case Accepted(var happened, var messages) -> {
                happened.forEach(what -> happen(event, what, emitted));
                send(event, messages, emitted);
                yield new Outcome.Handled(emitted.stream().map(OutboxRow::type).toList(), remarks(happened));
            }
            case Refused(var code, var detail, var messages) -> {
                send(event, messages, emitted);
                yield new Outcome.Refused(code, detail);
            }
            case Ignored(var why, var messages) -> {
                send(event, messages, emitted);
                yield new Outcome.Ignored(why);
            }
            case Unhandleable(var reason) -> new Outcome.DeadLettered(reason, 1);
        };
        rows.addAll(emitted);
        return outcome;
    }

    private static String remarks(List<Message> happened) {
        return happened.stream()
                .map(Message::remark)
                .filter(remark -> !remark.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /// What becomes of a fact that cannot be handled, if its number was counted already: a redriven or discarded dead
    /// letter, say, which comes again at another place. Nothing is to be decided about it a second time.
    Optional<Outcome> counted(Item item) {
        return item.countedBy()
                .map(projection -> states.version(projection, item.subject()))
                .filter(seen -> item.sequence() <= seen)
                .map(seen -> seen(item.sequence(), seen));
    }

    private static Outcome seen(long sequence, long last) {
        return new Outcome.Ignored("fact " + sequence + " was seen, the last is " + last);
    }

    /// Empty if it is this fact's turn.
    private Optional<Outcome> inTurn(Numbered<?> projection, Event<?> event) {
        var seen = states.version(projection, event.subject());
        if (event.sequence() <= 0) {
            var detail = "a fact of its owner has a sequence, which tells its place; set it, or send as another source";
            return Optional.of(new Outcome.DeadLettered(Reason.missing("/sequence", detail), 1));
        }
        if (event.sequence() <= seen) {
            return Optional.of(seen(event.sequence(), seen));
        }
        return event.sequence() == seen + 1
                ? Optional.empty()
                : Optional.of(new Outcome.Waiting("for fact " + (seen + 1) + ", this is " + event.sequence()));
    }

    @SuppressWarnings("unchecked") // a decider is registered for the topic that carries its messages
    private Decision decision(Decider<?> decider, Event<?> event) {
        return decider.heeds(event.data().getClass())
                ? ((Decider<Message>) decider).decide(event, states)
                : new Accepted(List.of(), List.of());
    }

    @SuppressWarnings("unchecked") // an item has the decider of its message
    private Optional<Setback> failed(Decider<?> decider, Event<?> event, Reason fault) {
        return ((Decider<Message>) decider).failed(event, fault, states);
    }

    private void happen(Event<?> cause, Message what, List<OutboxRow> emitted) {
        var number = what instanceof Fact fact ? states.version(fact) + 1 : 0;
        var event = publication.following(cause, what, number, Optional.empty(), again(what, emitted), now);
        states.apply(event);
        if (what instanceof Fact) {
            emitted.add(publication.row(event));
        }
    }

    private void send(Event<?> cause, List<Outgoing> messages, List<OutboxRow> emitted) {
        for (var message : messages) {
            var again = again(message.data(), emitted);
            emitted.add(publication.row(publication.following(cause, message.data(), 0, message.saga(), again, now)));
        }
    }

    /// How many of the same type and subject this cause has had already: their ids must differ.
    private int again(Message what, List<OutboxRow> emitted) {
        var type = publication.typeOf(what);
        return (int) emitted.stream()
                .filter(row -> row.type().equals(type) && row.subject().equals(what.subject()))
                .count();
    }

    /// Not its message, which may quote anything.
    private static String told(Throwable bug) {
        return bug.getClass().getSimpleName() + " in "
                + (bug.getStackTrace().length == 0 ? "?" : bug.getStackTrace()[0]);
    }
}
