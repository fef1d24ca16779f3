package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.commandline.ServiceCommand;
import dev.orderly.messaging.operator.AbsentTables.Absent;
import dev.orderly.messaging.outbox.OutboxException;
import dev.orderly.messaging.service.settings.Settings;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.topology.KafkaAway;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// A command that works on a service's database or topics, whether the service runs or not.
public abstract class SiteCommand implements ServiceCommand {
    private static final String NO_SUCH_TABLE = "42P01";
    private static final String NO_SUCH_COLUMN = "42703";
    private static final String NOT_ALLOWED = "42501";
    private final Site.Finder finder;

    public SiteCommand(Site.Finder finder) {
        this.finder = finder;
    }

    public abstract ExitCode run(Site site, Output output) throws Exception;

    @Override
    public final ExitCode run(Settings settings, Output output) throws Exception {
        try (var site = finder.find(settings)) {
            try {
                return run(site, output);
            } catch (StoreException e) {
                var cause = sql(e);
                throw cause.isPresent() ? failure(site, cause.get()) : e;
            } catch (OutboxException e) {
                throw sql(e).map(cause -> failure(site, cause)).orElse(e);
            } catch (SQLException e) {
                throw failure(site, e);
            } catch (KafkaAway | KafkaException e) {
                throw Failure.unreachable(
                        "Kafka", Causes.told(e), "start it, look at its log, or set KAFKA_BOOTSTRAP_SERVERS");
            }
        }
    }

    private static Exception failure(Site site, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals(NO_SUCH_TABLE)) {
            return withoutTable(site);
        }
        if (state.equals(NO_SUCH_COLUMN)) {
            return site.otherTables(Causes.told(e));
        }
        if (state.equals(NOT_ALLOWED)) {
            return new Failure(
                    ExitCode.FAILED,
                    "the user of the database at %s may not do this: %s; grant it"
                            .formatted(site.address(), e.getMessage()));
        }
        var refusal = site.database().refusal(e);
        if (refusal.isPresent()) {
            return new Failure(
                    ExitCode.UNREACHABLE,
                    refusal.get().why() + "; " + refusal.get().mend());
        }
        return state.isEmpty() || state.startsWith("08")
                ? Failure.unreachable(
                        "PostgreSQL at " + site.address(), Causes.told(e), "start it, or set DATABASE_URL")
                : e;
    }

    private static Exception withoutTable(Site site) {
        try {
            var absent = site.hasTables() ? site.absentTable() : Optional.<Absent>empty();
            var why = absent.map(each -> each.why() + "; " + each.mend())
                    .orElseGet(() -> site.noTables("start %s once, which makes them".formatted(site.service())));
            return new Failure(ExitCode.FAILED, why);
        } catch (Failure | SQLException e) {
            return e;
        }
    }

    /// What the database said, however many have passed it on.
    public static Optional<SQLException> sql(@Nullable Throwable e) {
        return e == null || e instanceof SQLException ? Optional.ofNullable((SQLException) e) : sql(e.getCause());
    }
}
