package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A step of a saga over a context `C`: done here at once, or asked of another service and awaited.
public sealed interface Step<C> {

    String name();

    /// A command that a step sends; none where there is nothing to ask for.
    interface Ask<C> {
        Optional<Message> of(C context, Optional<Turn> turn);
    }

    /// A step that is done in the transaction that reaches it.
    ///
    /// @param undo the facts that take it back
    /// @param pivot whether there is no way back from here on
    record Local<C>(String name, Function<C, Verdict> run, BiFunction<C, Turn, List<Message>> undo, boolean pivot)
            implements Step<C> {

        public Local<C> undo(BiFunction<C, Turn, List<Message>> how) {
            return new Local<>(name, run, how, pivot);
        }

        public Local<C> asPivot() {
            return new Local<>(name, run, undo, true);
        }
    }

    /// A step that asks another service.
    ///
    /// @param answers what each answer means; an answer of another class is not for this step
    /// @param undo the command that takes it back, sent again until `undone` answers it
    /// @param late the command that follows an answer which comes when the story has turned
    /// @param within how long an answer may take, and the first pause between repetitions
    /// @param silence what silence means: a turn, or none where it is asked again
    /// @param eitherWay whether stories that turned back take this step, too, once all is undone
    record Remote<C>(
            String name,
            Ask<C> ask,
            Map<Class<? extends Message>, BiFunction<C, Message, Verdict>> answers,
            Optional<Ask<C>> undo,
            Optional<Class<? extends Message>> undone,
            Map<Class<? extends Message>, Ask<C>> late,
            Duration within,
            Optional<Function<C, Turn>> silence,
            boolean eitherWay)
            implements Step<C> {

        public Remote {
            answers = Map.copyOf(answers);
            late = Map.copyOf(late);
        }

        public <A extends Message> Remote<C> on(Class<A> answer, BiFunction<C, A, Verdict> meaning) {
            var more = new HashMap<>(answers);
            more.put(answer, (context, message) -> meaning.apply(context, answer.cast(message)));
            return new Remote<>(name, ask, more, undo, undone, late, within, silence, eitherWay);
        }

        public Remote<C> endedBy(Class<? extends Message> answer) {
            return on(answer, (_, _) -> Verdict.proceed());
        }

        public Remote<C> undo(Ask<C> how, Class<? extends Message> answeredBy) {
            return new Remote<>(
                    name, ask, answers, Optional.of(how), Optional.of(answeredBy), late, within, silence, eitherWay);
        }

        public Remote<C> late(Class<? extends Message> answer, Ask<C> then) {
            var more = new HashMap<>(late);
            more.put(answer, then);
            return new Remote<>(name, ask, answers, undo, undone, more, within, silence, eitherWay);
        }

        /// Silence for this long turns the story back.
        public Remote<C> within(Duration time, Function<C, Turn> meaning) {
            return new Remote<>(name, ask, answers, undo, undone, late, time, Optional.of(meaning), eitherWay);
        }

        /// Silence for this long is no answer: asked again, with growing pauses.
        public Remote<C> askedAgainAfter(Duration time) {
            return new Remote<>(name, ask, answers, undo, undone, late, time, Optional.empty(), eitherWay);
        }

        public Remote<C> takenEitherWay() {
            return new Remote<>(name, ask, answers, undo, undone, late, within, silence, true);
        }
    }

    static <C> Local<C> local(String name, Function<C, Verdict> run) {
        return new Local<>(name, run, (_, _) -> List.of(), false);
    }

    static <C> Remote<C> remote(String name, Ask<C> ask) {
        return new Remote<>(
                name,
                ask,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                false);
    }
}
