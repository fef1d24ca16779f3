package dev.orderly.messaging.replay;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.outbox.JdbcLeases;
import dev.orderly.messaging.outbox.Lease;
import dev.orderly.messaging.replay.Replay.Candidate;
import dev.orderly.messaging.replay.ReplayRuns.Run;
import dev.orderly.messaging.replay.Tally.Result;
import dev.orderly.messaging.store.ConnectionStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/// Carries a replay on to its end, or until somebody pauses it: a batch of records and how far the run has come are one
/// transaction, so that whoever goes on does so just there.
final class ReplayRunner {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String RUNNING = "RUNNING";
    /// How many batches a second there are under a limit, at least.
    private static final int A_SECOND = 10;

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
        try (var interrupt = Interrupt.watched()) { // closed last: then the process may end
            var leases = new JdbcLeases(site.database().source());
            var lease = leases.acquire("replay/" + run.id(), "replay/" + UUID.randomUUID(), LEASE)
                    .orElseThrow(() -> new Failure(
                            ExitCode.FAILED, "another process is at replay %s; pause it first".formatted(run.id())));
            try (var connection = site.database().source().getConnection()) {
                connection.setAutoCommit(false);
                begin(connection);
                carryOn(connection, leases, lease, interrupt);
                connection.rollback();
                return end(connection, interrupt);
            } finally {
                leases.release(lease);
            }
        }
    }

    private void begin(Connection connection) throws SQLException {
        var runs = new ReplayRuns(connection);
        if (!runs.change(run.id(), RUNNING, RUNNING, "PAUSED")) {
            throw new Failure(ExitCode.FAILED, "replay %s has ended; begin another".formatted(run.id()));
        }
        checkTopic();
        connection.commit();
    }

    private void checkTopic() {
        var topic = run.scope().topic();
        if (run.topicId().filter(id -> !id.equals(topics.id(topic))).isPresent()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "topic %1$s was made anew since replay %2$s began, and has other records at its offsets; begin another (replay %1$s --from WHERE --execute), and abort this one (replays abort %2$s --execute)"
                            .formatted(topic, run.id()));
        }
    }

    /// What is still to be read; what is not there any more is told, and noted.
    private List<Stretch> remainder(Connection connection, Lease lease) throws Exception {
        var runs = new ReplayRuns(connection);
        var remainder = Remainder.of(runs.left(run), topics.bounds());
        if (remainder.missing() > 0) {
            remainder.told().forEach(output.talk()::println);
            if (!runs.shorten(run.id(), lease, remainder)) {
                throw lost();
            }
        }
        connection.commit();
        return remainder.stretches();
    }

    private void carryOn(Connection connection, JdbcLeases leases, Lease lease, Interrupt interrupt) throws Exception {
        var left = remainder(connection, lease);
        var length = new ReplayRuns(connection).length(run.id());
        var handled = topics.handled(connection, run.scope().topic());
        connection.commit();
        var progress = output.progress(run.scope().topic(), length.all());
        progress.add(length.read());
        var replay = new Replay(site, run.scope(), handled, run.effects(), InstantSource.system());
        var limit = new RateLimit(run.rate());
        topics.scan().readWhile(left, replay::candidates, (candidates, next) -> {
            for (var batch : batches(candidates, next)) {
                var status = handle(connection, lease, replay, batch);
                progress.add(batch.candidates().size());
                limit.pass(batch.candidates().size());
                if (!status.equals(RUNNING) || interrupt.isAsked()) {
                    return false;
                }
                renew(leases, lease);
            }
            return true;
        });
        progress.end();
    }

    private void renew(JdbcLeases leases, Lease lease) {
        if (leases.acquire(lease.name(), lease.owner(), LEASE)
                .filter(lease::equals)
                .isEmpty()) {
            throw lost();
        }
    }

    private Failure lost() {
        return new Failure(
                ExitCode.FAILED,
                "another process is at replay %s, since this one stood still for too long; it did no more"
                        .formatted(run.id()));
    }

    /// Records that are handled together.
    ///
    /// @param next of each partition of which there are some, the first offset behind them
    private record Batch(List<Candidate> candidates, Map<TopicPartition, Long> next) {}

    /// Small ones where few records a second may pass, so that they pass evenly.
    private List<Batch> batches(List<Candidate> candidates, Map<TopicPartition, Long> next) {
        var most = run.rate() == 0 ? candidates.size() : Math.max(1, run.rate() / A_SECOND);
        var batches = new ArrayList<Batch>();
        for (int from = 0; from + most < candidates.size(); from += most) {
            var some = candidates.subList(from, from + most);
            var behind = new HashMap<TopicPartition, Long>();
            some.forEach(each ->
                    behind.put(Records.partition(each.record()), each.record().offset() + 1));
            batches.add(new Batch(some, behind));
        }
        var done = batches.stream().mapToInt(batch -> batch.candidates().size()).sum();
        batches.add(new Batch(candidates.subList(done, candidates.size()), next));
        return batches;
    }

    private String handle(Connection connection, Lease lease, Replay replay, Batch batch) throws SQLException {
        try {
            var tally = replay.handle(batch.candidates(), new ConnectionStore(connection, site.tables()));
            var status = new ReplayRuns(connection)
                    .progress(run.id(), lease, tally, batch.next())
                    .orElseThrow(this::lost);
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
            return now.hasAny(Result.FAILED, Result.MISSING) ? ExitCode.PARTLY_DONE : ExitCode.DONE;
        }
        return interrupt.isAsked() ? ExitCode.INTERRUPTED : ExitCode.PARTLY_DONE;
    }
}
