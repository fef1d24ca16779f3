package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Outgoing;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.saga.Step.Ask;
import dev.orderly.messaging.saga.Step.Local;
import dev.orderly.messaging.saga.Step.Remote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Carries one saga on, from where it stands to the next answer that it must await. Pure; one object for each move.
final class Engine<C> {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Saga<C> saga;
    private final C context;
    private final SagaState before;
    private final Function<Class<?>, String> types;
    private final List<Message> happened = new ArrayList<>();
    private final List<Outgoing> messages = new ArrayList<>();
    private final List<Entry> timeline;
    private Optional<Turn> turn;

    /// @param types names of messages on the wire, for the timeline
    /// @param turn how the story turned before, if it did
    Engine(Saga<C> saga, C context, SagaState state, Optional<Turn> turn, Function<Class<?>, String> types) {
        this.saga = saga;
        this.context = context;
        this.before = state;
        this.types = types;
        this.timeline = new ArrayList<>(state.timeline());
        this.turn = turn;
    }

    Accepted start() {
        return forward(0);
    }

    /// The awaited answer is there.
    Accepted answered(int index, int attempt, Message answer) {
        var step = (Remote<C>) saga.steps().get(index);
        note(step.name(), attempt, types.apply(answer.getClass()));
        if (turn.isPresent()) {
            return step.eitherWay() ? closing(index + 1) : backward(index - 1);
        }
        var meaning = step.answers().get(answer.getClass());
        if (meaning == null) {
            throw new IllegalStateException(
                    step.name() + " does not know the answer " + types.apply(answer.getClass()));
        }
        return switch (meaning.apply(context, answer)) {
            case Verdict.Proceed(var facts) -> {
                happened.addAll(facts);
                yield forward(index + 1);
            }
            case Verdict.TurnBack(var why) -> turnBack(why, index - 1);
        };
    }

    /// The step did not answer in time.
    Accepted silent(int index, int attempt) {
        var step = (Remote<C>) saga.steps().get(index);
        if (turn.isEmpty() && step.silence().isPresent()) {
            note(step.name(), attempt, "silent");
            return turnBack(step.silence().get().apply(context), index);
        }
        var undoing = turn.isPresent() && !step.eitherWay();
        return ask(index, undoing ? step.undo().orElseThrow() : step.ask(), attempt + 1)
                .orElseThrow(() -> new IllegalStateException(step.name() + " has nothing to ask again"));
    }

    /// Asks once more what the step awaits; a step that has nothing to ask for is passed.
    Accepted again(int index, int attempt) {
        var step = (Remote<C>) saga.steps().get(index);
        if (turn.isPresent() && !step.eitherWay()) {
            return ask(index, step.undo().orElseThrow(), attempt).orElseGet(() -> backward(index - 1));
        }
        return ask(index, step.ask(), attempt)
                .orElseGet(() -> turn.isPresent() ? closing(index + 1) : forward(index + 1));
    }

    /// Turns back from outside: what is awaited may have happened, and is undone, too.
    Accepted turnBack(Turn why, int from) {
        turn = Optional.of(why);
        happened.add(saga.turned().apply(context, why));
        return backward(from);
    }

    /// Something came that the saga no longer awaits: written down, and followed by what the step says.
    Accepted late(SagaState state, Remote<C> step, Message answer) {
        timeline.add(Entry.done(step.name(), types.apply(answer.getClass()) + " (late)"));
        var follow = Optional.ofNullable(step.late().get(answer.getClass()))
                .filter(_ -> turn.isPresent())
                .flatMap(ask -> ask.of(context, turn));
        var isHere = state.isOpen() && state.step().equals(step.name());
        if (follow.isEmpty() || !isHere) {
            follow.ifPresent(message -> send(step.name(), message, lastAttempt(step.name()) + 1));
            return moved(state.noting(state.attempt(), timeline), Optional.empty());
        }
        var attempt = state.attempt() + 1;
        send(step.name(), follow.get(), attempt);
        var due = Optional.of(pause(step, attempt)).filter(_ -> state.isRunning());
        return moved(state.noting(attempt, timeline), due);
    }

    private int lastAttempt(String step) {
        return timeline.stream()
                .filter(line -> line.step().equals(step))
                .mapToInt(Entry::attempt)
                .max()
                .orElse(0);
    }

    private Accepted forward(int from) {
        for (int i = from; i < saga.steps().size(); i++) {
            switch (saga.steps().get(i)) {
                case Local<C> step -> {
                    switch (step.run().apply(context)) {
                        case Verdict.Proceed(var facts) -> {
                            timeline.add(Entry.done(step.name(), "done"));
                            happened.addAll(facts);
                        }
                        case Verdict.TurnBack(var why) -> {
                            timeline.add(Entry.done(step.name(), "refused"));
                            return turnBack(why, i - 1);
                        }
                    }
                }
                case Remote<C> step -> {
                    var waiting = ask(i, step.ask(), 1);
                    if (waiting.isPresent()) {
                        return waiting.get();
                    }
                }
            }
        }
        return ended(Status.COMPLETED);
    }

    private Accepted backward(int from) {
        var why = turn.orElseThrow();
        for (int i = from; i >= 0; i--) {
            switch (saga.steps().get(i)) {
                case Local<C> step -> {
                    timeline.add(Entry.done(step.name(), "undone"));
                    happened.addAll(step.undo().apply(context, why));
                }
                case Remote<C> step -> {
                    var waiting = step.undo().flatMap(undo -> ask(indexOf(step), undo, 1));
                    if (waiting.isPresent()) {
                        return waiting.get();
                    }
                }
            }
        }
        return closing(0);
    }

    /// What is done for stories that turned back, too, once all is undone.
    private Accepted closing(int from) {
        for (int i = from; i < saga.steps().size(); i++) {
            if (saga.steps().get(i) instanceof Remote<C> step && step.eitherWay()) {
                var waiting = ask(i, step.ask(), 1);
                if (waiting.isPresent()) {
                    return waiting.get();
                }
            }
        }
        return ended(Status.COMPENSATED);
    }

    private Optional<Accepted> ask(int index, Ask<C> ask, int attempt) {
        var step = (Remote<C>) saga.steps().get(index);
        return ask.of(context, turn).map(message -> {
            send(step.name(), message, attempt);
            return moved(at(step.name(), Status.RUNNING, attempt), Optional.of(pause(step, attempt)));
        });
    }

    private void send(String step, Message message, int attempt) {
        messages.add(new Outgoing(message, Optional.of(new SagaRef(before.sagaId(), step, attempt))));
        timeline.add(Entry.asked(step, types.apply(message.getClass()), attempt));
    }

    private Accepted ended(Status status) {
        return moved(at(saga.steps().getLast().name(), status, 0), Optional.empty());
    }

    private SagaState at(String step, Status status, int attempt) {
        return new SagaState(
                before.sagaId(),
                saga.name(),
                saga.version(),
                step,
                turn.isPresent(),
                status,
                attempt,
                Optional.empty(),
                0,
                timeline,
                before.story());
    }

    private Accepted moved(SagaState state, Optional<Duration> dueIn) {
        happened.add(new SagaMoved(state, dueIn));
        return new Accepted(happened, messages);
    }

    private void note(String step, int attempt, String answer) {
        for (int i = timeline.size() - 1; i >= 0; i--) {
            var line = timeline.get(i);
            if (line.step().equals(step)
                    && line.attempt() == attempt
                    && line.answer().isEmpty()) {
                timeline.set(i, line.answered(answer));
                return;
            }
        }
        timeline.add(Entry.done(step, answer));
    }

    private int indexOf(Step<C> step) {
        return saga.indexOf(step.name());
    }

    private static Duration pause(Remote<?> step, int attempt) {
        var grown = step.within().multipliedBy(1L << Math.min(attempt - 1, 20));
        return grown.compareTo(LONGEST) < 0 ? grown : step.within().compareTo(LONGEST) > 0 ? step.within() : LONGEST;
    }
}
