package dev.orderly.messaging.request;

import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.telemetry.Health;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// The line that every question takes, whichever way it came in: read, look at the deadline, answer, tell. What goes
/// wrong inside never leaves the service; nor does what a database says that may have lost rows: that nobody placed an
/// order, say, which its asker has seen before.
public final class Door {
    /// Source: PostgreSQL documentation, appendix A: class 42, syntax error or access rule violation.
    private static final String WRONG_STATEMENT = "42";
    private static final String MISSING_TABLE = "42P01";
    private static final Duration UNTIL_MENDED = Duration.ofSeconds(5);

    private final String name;
    private final Health health;
    private final Telemetry telemetry;
    private final InstantSource time;

    /// @param name `http` or `nats`
    public Door(String name, Health health, Telemetry telemetry, InstantSource time) {
        this.name = name;
        this.health = health;
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
            if (isPast(asked.deadline())) {
                return new Answer.Unavailable("the deadline has passed; nothing was done");
            }
            var doubt = health.doubted();
            return doubt.isPresent() ? new Answer.Unavailable(doubt.get(), UNTIL_MENDED) : question.answer(asked);
        } catch (InvalidRequest e) {
            return new Answer.Invalid(e.detail());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable("the service is stopping");
        } catch (Exception e) {
            if (sqlState(e).equals(MISSING_TABLE)) {
                return new Answer.Unavailable("the database lacks a table of this service", UNTIL_MENDED);
            }
            if (isOutage(e)) {
                return new Answer.Unavailable("the database does not answer; ask again in a moment");
            }
            telemetry.emit(new Signal.AnswerFailed(name, question.subject(), e));
            return new Answer.Failed();
        }
    }

    /// An outage is told once, by the service's health. A statement that PostgreSQL does not understand is no outage.
    private static boolean isOutage(Exception e) {
        return (e instanceof SQLException || e instanceof StoreException)
                && !sqlState(e).startsWith(WRONG_STATEMENT);
    }

    private static String sqlState(Throwable e) {
        return switch (e) {
            case SQLException sql -> String.valueOf(sql.getSQLState());
            case StoreException store
            when store.getCause() instanceof SQLException sql -> String.valueOf(sql.getSQLState());
            default -> "";
        };
    }

    private boolean isPast(Optional<Instant> deadline) {
        return deadline.filter(time.instant()::isAfter).isPresent();
    }
}
