package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.consumer.Item;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.ConnectionStore;
import dev.orderly.messaging.store.DeadLetterPast.Fate;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.store.Shadow;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.store.Transaction;
import dev.orderly.messaging.store.Unfolded;
import dev.orderly.messaging.store.Unfolded.Arrived;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/// Folds into a shadow what the live tables have handled of a topic, round by round: each is of one moment, and
/// takes up where the one before has ended. A fact counts if it was handled, and is neither a dead letter nor
/// waiting; in the places of dead letters stands what was decided about them. A subject's facts are folded in
/// the order of their numbers, since one that waited was handled after later records of its partition.
final class ShadowFold {
    private final String topic;
    private final Table<?> table;
    private final Sorting sorting;
    private final TopicRecords records;
    private final Unfolded unfolded;
    private final ConnectionStore store;
    private final Fold fold;
    private final LostOffsets lost;

    /// @param table of the projection
    ShadowFold(Shadow shadow, Unfolded unfolded, String topic, Table<?> table, Sorting sorting, TopicRecords records) {
        this.topic = topic;
        this.table = table;
        this.sorting = sorting;
        this.records = records;
        this.unfolded = unfolded;
        this.store = new ConnectionStore(shadow.connection(), List.of(table));
        this.fold = new Fold(List.of(table.kind()), Recollection.OF_FACTS_ALONE);
        this.lost = new LostOffsets(topic);
    }

    LostOffsets lost() {
        return lost;
    }

    /// Where there is something to be read for the next round.
    List<Stretch> stretches() throws SQLException {
        return unfolded.spans().stream()
                .map(span -> new Stretch(new TopicPartition(topic, span.partition()), span.from(), span.to()))
                .toList();
    }

    /// Brings the shadow to the moment of its transaction.
    ///
    /// @param progress told of records that were read
    /// @throws Failure if a fact is missing before others
    void round(List<Stretch> stretches, LongConsumer progress) throws Exception {
        unfolded.forgetBuried();
        unfolded.resolved(this::hold);
        records.read(stretches, read -> {
            fold(read);
            progress.accept(read.size());
        });
        unfolded.due(this::foldDue);
    }

    /// What stands in the places of dead letters has its turn among what waits.
    private void hold(List<Fate> fates) throws SQLException {
        var items = fates.stream().map(fate -> item(fate.record())).toList();
        unfolded.hold(new Fates(sorting, fates).decided(items));
    }

    private void fold(List<Received> read) throws SQLException {
        read.forEach(record -> lost.saw(record.partition(), record.leaderEpoch(), record.offset()));
        var items = read.stream().map(this::item).filter(Item::decides).toList();
        var counting = unfolded.counting(items.stream().map(ShadowFold::arrived).toList());
        var going = IntStream.range(0, items.size())
                .filter(counting::get)
                .mapToObj(items::get)
                .toList();
        store.transact(transaction -> {
            fold.projected(going, transaction);
            return going.size();
        });
    }

    /// They come in the order of their numbers, so a number that is missing here is missing for good.
    private void foldDue(List<HeldBack> due) {
        var items = due.stream().map(sorting::returning).toList();
        store.transact(transaction -> {
            var early = fold.inTurn(items, transaction);
            if (!early.isEmpty()) {
                throw missing(early.getFirst(), transaction);
            }
            return items.size();
        });
    }

    private Failure missing(HeldBack early, Transaction transaction) {
        var subject = sorting.returning(early).event().subject();
        return missing(subject, seen((Numbered<?>) table.kind(), subject, transaction) + 1, "later ones were handled");
    }

    private static <S> long seen(Numbered<S> kind, String subject, Transaction transaction) {
        var row = transaction.load(kind, new TreeSet<>(List.of(subject))).get(subject);
        return row == null ? 0 : kind.version(row);
    }

    /// @param why by what it is known that there was one
    Failure missing(String subject, long sequence, String why) {
        return new Failure(
                ExitCode.FAILED,
                "topic %s lacks fact %d of %s, and %s; first let the service that writes the topic fill it: reconcile --execute"
                        .formatted(topic, sequence, subject, why));
    }

    private Item item(Received record) {
        return sorting.item(record, record.offset());
    }

    private static Arrived arrived(Item item) {
        var record = item.record().orElseThrow();
        return new Arrived(Place.of(record), record.appended(), item.stream(), item.sequence());
    }
}
