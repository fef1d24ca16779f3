package dev.orderly.messaging.replay;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.outbox.JdbcLeases;
import dev.orderly.messaging.outbox.Lease;
import dev.orderly.messaging.replay.ReplayRuns.Run;
import dev.orderly.messaging.store.ConnectionStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/// Carries a replay on to its end, or until somebody pauses it: a batch of records and how far the run has come are one
/// transaction, so that whoever goes on does so just there.
final class ReplayRunner {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String RUNNING = "RUNNING";

    private final Site site;
    private final SiteTopics topics;
    private final Run run;
    private final Output output;

    ReplayRunner(Site site, SiteTopics topics, Run run, Output output) {
        this.site = site;
        this.topics = topics;
        this.run = run;
        this.output = output;
    }

    /// @throws Failure if another process is at it
    ExitCode run() throws Exception {
        var leases = new JdbcLeases(site.database().source());
        var owner = "replay/" + UUID.randomUUID();
        var lease = leases.acquire("replay/" + run.id(), owner, LEASE)
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED, "another process is at replay %s; pause it first".formatted(run.id())));
        try (var interrupt = Interrupt.watched();
                var connection = site.database().source().getConnection()) {
            connection.setAutoCommit(false);
            carryOn(connection, leases, lease, interrupt);
            connection.rollback();
            return end(connection, interrupt);
        } finally {
            leases.release(lease);
        }
    }

    private void carryOn(Connection connection, JdbcLeases leases, Lease lease, Interrupt interrupt) throws Exception {
        var runs = new ReplayRuns(connection);
        var left = runs.left(run);
        var length = runs.length(run.id());
        connection.commit();
        var progress = output.progress(run.scope().topic(), length.all());
        progress.add(length.read());
        var replay = new Replay(site, run.scope(), run.effects(), InstantSource.system());
        var limit = new RateLimit(run.rate());
        topics.scan().readWhile(left, (records, next) -> {
            var status = batch(connection, runs, replay, records, next);
            progress.add(records.size());
            limit.pass(records.size());
            return status.equals(RUNNING)
                    && !interrupt.isAsked()
                    && leases.acquire(lease.name(), lease.owner(), LEASE)
                            .filter(lease::equals)
                            .isPresent();
        });
        progress.end();
    }

    private String batch(
            Connection connection,
            ReplayRuns runs,
            Replay replay,
            List<Received> records,
            Map<TopicPartition, Long> next)
            throws SQLException {
        try {
            var tally = replay.handle(records, new ConnectionStore(connection, site.tables()));
            var status = runs.progress(run.id(), tally, next);
            connection.commit();
            return status;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private ExitCode end(Connection connection, Interrupt interrupt) throws SQLException {
        var runs = new ReplayRuns(connection);
        var isRead = runs.left(run).isEmpty();
        runs.change(run.id(), isRead ? "DONE" : "PAUSED", RUNNING);
        connection.commit();
        var now = runs.find(run.id()).orElseThrow();
        connection.commit();
        ReplayReport.show(now, output);
        if (isRead) {
            return now.results().getOrDefault("failed", 0L) > 0 ? ExitCode.PARTLY_DONE : ExitCode.DONE;
        }
        return interrupt.isAsked() ? ExitCode.INTERRUPTED : ExitCode.PARTLY_DONE;
    }
}
