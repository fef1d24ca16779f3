package dev.orderly.messaging.saga;

import dev.orderly.messaging.event.Message;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// A story of several steps, as a value: it reads from first to last, and is undone from last to first.
///
/// @param version counted up when running sagas would not understand the new definition
/// @param turned the fact that tells of a turn, in the transaction that turns
public record Saga<C>(String name, int version, BiFunction<C, Turn, Message> turned, List<Step<C>> steps) {

    public Saga {
        steps = List.copyOf(steps);
        if (steps.stream().map(Step::name).distinct().count() != steps.size()) {
            throw new IllegalArgumentException("two steps of " + name + " have the same name");
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only copied
    public static <C> Saga<C> of(String name, int version, BiFunction<C, Turn, Message> turned, Step<C>... steps) {
        return new Saga<>(name, version, turned, List.of(steps));
    }

    int indexOf(String step) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).name().equals(step))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " version " + version + " has no step " + step));
    }

    /// Whether a saga that stands at this step can no longer turn back.
    boolean pastPivot(int index) {
        return steps.subList(0, index).stream().anyMatch(step -> step instanceof Step.Local<C> local && local.pivot());
    }
}
