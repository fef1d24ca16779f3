package dev.orderly.messaging.request;

import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// The line that every question takes, whichever way it came in: read, look at the deadline, answer, tell. What goes
/// wrong inside never leaves the service.
public final class Door {
    /// Source: PostgreSQL documentation, appendix A: class 42, syntax error or access rule violation.
    private static final String WRONG_STATEMENT = "42";

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
            if (isOutage(e)) {
                return new Answer.Unavailable("the database does not answer; ask again in a moment");
            }
            telemetry.emit(new Signal.AnswerFailed(name, question.subject(), e));
            return new Answer.Failed();
        }
    }

    /// An outage is told once, by the service's health. A statement that PostgreSQL does not understand is no outage.
    private static boolean isOutage(Exception e) {
        if (e instanceof SQLException sql) {
            return !String.valueOf(sql.getSQLState()).startsWith(WRONG_STATEMENT);
        }
        return e instanceof StoreException;
    }

    private boolean isPast(Optional<Instant> deadline) {
        return deadline.filter(time.instant()::isAfter).isPresent();
    }
}
