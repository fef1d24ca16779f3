package dev.orderly.messaging.request;

import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// The line that every question takes, whichever way it came in: read, look at the deadline, answer, tell. What goes
/// wrong inside never leaves the service.
public final class Door {
    private final String name;
    private final Telemetry telemetry;
    private final InstantSource time;

    /// @param name `http` or `nats`
    public Door(String name, Telemetry telemetry, InstantSource time) {
        this.name = name;
        this.telemetry = telemetry;
        this.time = time;
    }

    /// @param call reads the question, and may throw [InvalidRequest]
    public <Q extends Record> Answer ask(Question<Q> question, Supplier<Call<Q>> call) {
        var begin = time.instant();
        var answer = answer(question, call);
        telemetry.emit(new Signal.Answered(
                name, question.subject(), answer.status(), Duration.between(begin, time.instant())));
        return answer;
    }

    private <Q extends Record> Answer answer(Question<Q> question, Supplier<Call<Q>> call) {
        try {
            var asked = call.get();
            return isPast(asked.deadline())
                    ? new Answer.Unavailable("the deadline has passed; nothing was done")
                    : question.answer(asked);
        } catch (InvalidRequest e) {
            return new Answer.Invalid(e.detail());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable("the service is stopping");
        } catch (Exception e) {
            telemetry.emit(new Signal.AnswerFailed(name, question.subject(), e));
            return new Answer.Failed();
        }
    }

    private boolean isPast(Optional<Instant> deadline) {
        return deadline.filter(time.instant()::isAfter).isPresent();
    }
}
