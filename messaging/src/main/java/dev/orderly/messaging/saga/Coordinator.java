package dev.orderly.messaging.saga;

import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Decision.Accepted;
import dev.orderly.messaging.consumer.Setback;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Note;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.SagaRef;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.saga.Step.Remote;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.States;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Starts sagas, turns them back, and carries them on at each answer and each deadline.
///
/// An answer counts if it is for the step that is awaited. Forward, it must be for the attempt that was made last, too;
/// while undoing, any attempt's answer says the same. All others are late: written down, never applied. An answer must
/// name its saga and step, except where silence only means to ask again: a fact may end such a step, and names no saga.
public final class Coordinator<C> {

    /// What a saga's steps look at.
    public interface Contexts<C> {
        C of(States states, String sagaId);

        /// The keys of the rows that the context is made of, as a decider names them.
        List<String> keys(Aggregate<?> kind, String sagaId, States states);

        /// How the story turned, if it did.
        Optional<Turn> turn(C context);
    }

    private static final String MEANWHILE = "answered meanwhile";

    private final Saga<C> saga;
    private final Sagas sagas;
    private final Contexts<C> contexts;
    private final Function<Class<?>, String> types;

    /// @param types names of messages on the wire, for the timeline
    public Coordinator(Saga<C> saga, Sagas sagas, Contexts<C> contexts, Function<Class<?>, String> types) {
        this.saga = saga;
        this.sagas = sagas;
        this.contexts = contexts;
        this.types = types;
    }

    /// The keys of the rows that carrying on a saga needs: for the deciders that call the methods below.
    public List<String> keys(Aggregate<?> kind, String sagaId, States states) {
        return kind == sagas ? List.of(sagaId) : contexts.keys(kind, sagaId, states);
    }

    public Accepted start(String sagaId, C context) {
        return new Engine<>(saga, context, SagaState.none(sagaId), Optional.empty(), types).start();
    }

    /// Turns a saga back from outside.
    public Decision turnBack(States states, String sagaId, Turn why) {
        var state = states.get(sagas, sagaId);
        if (!state.isOpen() || state.turned()) {
            return Decision.ignored(state.turned() ? "it turns back already" : "it has ended");
        }
        var at = saga.indexOf(state.step());
        if (saga.pastPivot(at)) {
            return Decision.refused("too-late", "step " + state.step() + " cannot be undone");
        }
        return engine(states, state).turnBack(why, at);
    }

    /// What follows from an answer.
    public Decision answered(States states, String sagaId, Event<? extends Message> answer) {
        var state = states.get(sagas, sagaId);
        if (!state.exists()) {
            return Decision.ignored("no saga " + sagaId);
        }
        var ref = answer.envelope().saga();
        var step = stepFor(answer.data().getClass(), ref);
        if (step.isEmpty()) {
            return Decision.ignored("an answer to nothing that was asked");
        }
        var index = saga.indexOf(step.get().name());
        return isAwaited(state, step.get(), ref, answer.data())
                ? engine(states, state)
                        .answered(index, ref.map(SagaRef::attempt).orElse(state.attempt()), answer.data())
                : engine(states, state).late(state, step.get(), answer.data());
    }

    /// What follows when the time for an answer has passed.
    public Decider<SagaDue> deadlines() {
        return new DueDecider(this);
    }

    Decision due(States states, SagaDue due) {
        var state = states.get(sagas, due.sagaId());
        return isStillDue(state, due)
                ? engine(states, state).silent(saga.indexOf(due.step()), due.attempt())
                : Decision.ignored(MEANWHILE);
    }

    /// What becomes of a saga that a fault of ours kept from being carried on, wherever it showed.
    Setback failed(States states, SagaDue due, Reason fault) {
        var state = states.get(sagas, due.sagaId());
        return isStillDue(state, due)
                ? Sagas.setback(state, fault)
                : new Setback(List.of(), new Outcome.Ignored(MEANWHILE));
    }

    /// Where a saga stands as far as its facts tell, for a service that has lost its database. Nothing is asked yet.
    ///
    /// @param turned whether it goes, or went, back
    public Note standing(String sagaId, String step, boolean turned) {
        return new SagaMoved(found(sagaId, step, turned, Status.RUNNING), Optional.empty());
    }

    /// The same for one that has ended.
    public Note ended(String sagaId, boolean turned) {
        var last = saga.steps().getLast().name();
        var status = turned ? Status.COMPENSATED : Status.COMPLETED;
        return new SagaMoved(found(sagaId, last, turned, status), Optional.empty());
    }

    private SagaState found(String sagaId, String step, boolean turned, Status status) {
        return new SagaState(
                sagaId,
                saga.name(),
                saga.version(),
                step,
                turned,
                status,
                0,
                Optional.empty(),
                0,
                List.of(Entry.done(step, "recovered")),
                Optional.empty());
    }

    /// Asks again what such a saga awaits: whether it was answered is not known, and to ask again is always safe.
    ///
    /// @param attempt one that was never used
    public Decision resumed(States states, String sagaId, int attempt) {
        var state = states.get(sagas, sagaId);
        return state.isRunning()
                ? engine(states, state).again(saga.indexOf(state.step()), attempt)
                : Decision.ignored("it has ended");
    }

    /// Asks again, for its operator, what a saga awaits: with an attempt that was never used, since to ask again is
    /// always safe, and an answer to an earlier attempt would be late.
    Decision retried(States states, SagaRetried retried) {
        var state = states.get(sagas, retried.sagaId());
        return retried.isAbout(state)
                ? engine(states, state).again(saga.indexOf(state.step()), state.lastAttempt() + 1)
                : Decision.ignored("it has moved on meanwhile; look at it again");
    }

    /// What follows when somebody wants its question asked again.
    public Decider<SagaRetried> retries() {
        return new RetryDecider(this);
    }

    /// What is to be expected of a saga, for those who look at it.
    ///
    /// @param awaited the types of answers that carry it on
    /// @param turnsBackInSilence whether it turns back when it is due; else it asks again
    /// @param canTurnBack whether it can be turned back from outside
    public record Outlook(List<String> awaited, boolean turnsBackInSilence, boolean canTurnBack) {}

    public Outlook outlook(SagaState state) {
        if (!state.isOpen() || !(saga.steps().get(saga.indexOf(state.step())) instanceof Remote<C> step)) {
            return new Outlook(List.of(), false, false);
        }
        var isUndone = state.turned() && !step.eitherWay();
        var answers = isUndone ? step.undone().stream() : step.answers().keySet().stream();
        return new Outlook(
                answers.map(types).sorted().toList(),
                !state.turned() && step.silence().isPresent(),
                !state.turned() && !saga.pastPivot(saga.indexOf(state.step())));
    }

    private static boolean isStillDue(SagaState state, SagaDue due) {
        return state.isRunning()
                && state.step().equals(due.step())
                && state.attempt() == due.attempt()
                && state.dueAt().filter(due.at()::equals).isPresent();
    }

    private Engine<C> engine(States states, SagaState state) {
        var context = contexts.of(states, state.sagaId());
        return new Engine<>(saga, context, state, contexts.turn(context), types);
    }

    /// The step that understands this answer: the one that it names, if it names one of them.
    private Optional<Remote<C>> stepFor(Class<? extends Message> answer, Optional<SagaRef> ref) {
        var understanding = saga.steps().stream()
                .filter(step -> step instanceof Remote<C>)
                .map(step -> (Remote<C>) step)
                .filter(step -> step.answers().containsKey(answer)
                        || step.undone().filter(answer::equals).isPresent())
                .toList();
        return understanding.stream()
                .filter(step ->
                        ref.map(SagaRef::step).filter(step.name()::equals).isPresent())
                .findFirst()
                .or(() -> understanding.stream().findFirst());
    }

    private boolean isAwaited(SagaState state, Remote<C> step, Optional<SagaRef> ref, Message answer) {
        var isNamed = ref.map(r -> r.sagaId().equals(state.sagaId()) && r.step().equals(step.name()))
                .orElse(step.silence().isEmpty());
        if (!isNamed || !state.isOpen() || !state.step().equals(step.name())) {
            return false;
        }
        if (state.turned() && !step.eitherWay()) {
            return step.undone().filter(answer.getClass()::equals).isPresent();
        }
        var isLast = ref.map(SagaRef::attempt).filter(attempt -> attempt == state.attempt());
        return step.answers().containsKey(answer.getClass()) && (step.silence().isEmpty() || isLast.isPresent());
    }
}
