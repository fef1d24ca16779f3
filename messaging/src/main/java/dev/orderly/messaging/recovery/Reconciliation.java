package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.ProgressBar;
import dev.orderly.messaging.operator.TopicScan;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.outbox.Archive;
import dev.orderly.messaging.outbox.OutboxSource.Position;
import dev.orderly.messaging.outbox.Page;
import dev.orderly.messaging.outbox.RelayLease;
import dev.orderly.messaging.outbox.Sender;
import dev.orderly.messaging.telemetry.Causes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Fills topics that have lost records from the outbox: what was relayed once and is not there, in the order in
/// which it was relayed. Whatever was filled stays, so that one that was interrupted is gone on with by another.
final class Reconciliation {
    private static final int PAGE = 2_000;
    private static final int UNDER_WAY = 20_000;
    private static final int PATIENCE = 60;

    private final Archive archive;
    private final RecordsThere there;
    private final List<String> topics;
    private final long upTo;

    /// @param connection its own, each statement by itself
    /// @param topics that have lost records
    Reconciliation(Connection connection, List<String> topics) throws SQLException {
        this.archive = new Archive(connection);
        this.there = new RecordsThere(connection);
        this.topics = List.copyOf(topics);
        this.upTo = archive.cursor();
    }

    /// The outbox id up to which rows were relayed: later ones are the relay's.
    long upTo() {
        return upTo;
    }

    /// How many rows the outbox keeps for the topics.
    long kept() throws SQLException {
        return archive.count(upTo, topics);
    }

    /// Reads what the topics have.
    void read(TopicScan scan, Collection<Stretch> stretches, ProgressBar progress) throws Exception {
        scan.read(stretches, records -> {
            there.add(records);
            progress.add(records.size());
        });
    }

    private interface RowReader {
        void read(List<Page.Row> missing) throws Exception;
    }

    private void missing(ProgressBar progress, RowReader reader) throws Exception {
        var after = 0L;
        while (true) {
            var page = archive.read(after, upTo, topics, PAGE);
            if (page.isEmpty()) {
                return;
            }
            after = page.getLast().id();
            reader.read(there.missing(page));
            progress.add(page.size());
        }
    }

    /// How many are missing, by topic.
    Map<String, Long> count(ProgressBar progress) throws Exception {
        var counts = new TreeMap<String, Long>();
        missing(progress, rows -> rows.forEach(row -> counts.merge(row.topic(), 1L, Long::sum)));
        return counts;
    }

    /// Sends what is missing.
    ///
    /// @return the last that each partition took
    Collection<Position> fill(Sender sender, RelayLease lease, ProgressBar progress) throws Exception {
        var free = new Semaphore(UNDER_WAY);
        var last = new ConcurrentHashMap<TopicPartition, Position>();
        var failure = new AtomicReference<@Nullable Exception>();
        missing(progress, rows -> {
            if (!lease.renew()) {
                throw new Failure(ExitCode.FAILED, "a relay is at work again; what was filled stays. Try again");
            }
            for (var row : rows) {
                await(free, 1, failure);
                sender.send(row, receipt(row, free, last, failure));
            }
        });
        await(free, UNDER_WAY, failure);
        return last.values();
    }

    private static void await(Semaphore free, int permits, AtomicReference<@Nullable Exception> failure)
            throws InterruptedException {
        var inTime = free.tryAcquire(permits, PATIENCE, TimeUnit.SECONDS);
        var cause = failure.get();
        if (cause != null || !inTime) {
            throw Failure.unreachable(
                    "Kafka",
                    cause == null ? "no acknowledgement for " + PATIENCE + " s" : Causes.told(cause),
                    "what was filled stays; try again");
        }
    }

    private static Sender.Receipt receipt(
            Page.Row row,
            Semaphore free,
            Map<TopicPartition, Position> last,
            AtomicReference<@Nullable Exception> failure) {
        return new Sender.Receipt() {
            @Override
            public void arrived(int partition, long offset) {
                last.merge(
                        new TopicPartition(row.topic(), partition),
                        new Position(row.topic(), partition, offset, row.id()),
                        (old, now) -> now.offset() > old.offset() ? now : old);
                free.release();
            }

            @Override
            public void failed(Exception cause) {
                failure.compareAndSet(null, cause);
                free.release();
            }
        };
    }
}
