package dev.orderly.messaging.recovery;

import dev.orderly.messaging.consumer.DeadLetterReader;
import dev.orderly.messaging.consumer.DeadLetterRecord;
import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.operator.TopicScan;
import dev.orderly.messaging.outbox.Archive;
import dev.orderly.messaging.outbox.OutboxSource.Position;
import dev.orderly.messaging.store.DeadLetterPast;
import dev.orderly.messaging.store.DeadLetterPast.Told;
import dev.orderly.messaging.store.EarlyFacts;
import dev.orderly.messaging.store.EarlyFacts.Early;
import dev.orderly.messaging.store.FactNumbers;
import dev.orderly.messaging.store.OutboxRow;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/// What a service once published, read again from its topics: facts are folded into its tables, and all of it goes into
/// its outbox, as what Kafka has.
final class OwnPast {
    private final String source;
    private final Store store;
    private final Fold fold;
    private final Unsettled unsettled;
    private final EarlyFacts early;
    private final FactNumbers before;
    private final Archive archive;
    private final LeftOut strays = LeftOut.strays();
    private final LeftOut doubles = LeftOut.doubles();
    private final Map<TopicPartition, Position> positions = new HashMap<>();
    private final Map<TopicPartition, Fold.Own> last = new HashMap<>();
    private long cursor;
    private long facts;

    /// @param source the service's own, `/orderly/<service>`
    /// @param before those of the outbox before it was emptied
    /// @param archive the outbox as it is made anew
    OwnPast(
            String source,
            Store store,
            Fold fold,
            Unsettled unsettled,
            EarlyFacts early,
            FactNumbers before,
            Archive archive) {
        this.source = source;
        this.store = store;
        this.fold = fold;
        this.unsettled = unsettled;
        this.early = early;
        this.before = before;
        this.archive = archive;
    }

    /// How many were folded.
    long facts() {
        return facts;
    }

    /// What the topics of facts have in the service's name, and is none.
    LeftOut strays() {
        return strays;
    }

    /// Facts that have the number of another: of one that the database had before, or of one that was read first.
    LeftOut doubles() {
        return doubles;
    }

    /// The highest outbox id that was given.
    long cursor() {
        return cursor;
    }

    /// The last own record of each partition, with its row of the outbox.
    Collection<Position> positions() {
        return positions.values();
    }

    /// Once all topics were read, finds a row for each partition's last own record that has none. One that only
    /// repeats a fact has the row of that. One that bears the number or the id of another changes nothing, and gets
    /// a row of its own: else the topic would end with an unknown fact.
    void noteLastRecords() throws SQLException {
        var repeated =
                last.values().stream().filter(fact -> !isNoted(fact.record())).toList();
        var rows = archive.facts(repeated.stream().map(Fold.Own::id).toList());
        for (var fact : repeated) {
            var row = rows.get(fact.id());
            if (row != null && isRowOf(fact.record(), row, archive)) {
                passed(fact.record(), row);
            } else {
                appendAlone(fact);
            }
        }
    }

    /// Whether the row is this record's: somebody may have typed another of the same id.
    private static boolean isRowOf(Received record, long row, Archive archive) throws SQLException {
        return archive.read(row - 1, row, List.of(record.topic()), 1).stream()
                .anyMatch(each ->
                        Arrays.equals(each.key(), record.key()) && Arrays.equals(each.payload(), record.value()));
    }

    private void appendAlone(Fold.Own fact) {
        store.transact(transaction -> append(List.of(row(fact)), transaction));
    }

    /// On any thread.
    Function<List<Received>, OwnFacts> factsOf(Topic topic) {
        return OwnFacts.reader(topic, source);
    }

    void take(OwnFacts facts) throws SQLException {
        strays.add(facts.strays());
        facts.own().forEach(fact -> last.put(Records.partition(fact.record()), fact));
        var taken = before.taken(facts.own().stream().map(Fold.Own::numbered).toList());
        doubles.add(taken.stream().map(facts.own()::get).map(Fold.Own::told).toList());
        var own = IntStream.range(0, facts.own().size())
                .filter(i -> !taken.contains(i))
                .mapToObj(facts.own()::get)
                .toList();
        early.add(folded(transaction -> fold.fold(own, transaction)).stream()
                .map(OwnPast::early)
                .toList());
    }

    /// @return those whose turn has not come
    private List<Fold.Own> folded(Function<Transaction, Fold.Folded> folding) throws SQLException {
        var folded = new ArrayList<Fold.Folded>();
        store.transact(transaction -> {
            folded.add(folding.apply(transaction));
            return appendFacts(folded.getFirst().fresh(), transaction);
        });
        noteDoubles(folded.getFirst().past());
        return folded.getFirst().early();
    }

    /// One that is in the outbox is only repeated; any other has the number of one that is there.
    private void noteDoubles(List<Fold.Own> past) throws SQLException {
        var rows = archive.facts(past.stream().map(Fold.Own::id).toList());
        doubles.add(past.stream()
                .filter(fact -> !rows.containsKey(fact.id()))
                .map(Fold.Own::told)
                .toList());
    }

    private static Early early(Fold.Own fact) {
        return new Early(fact.record(), fact.event().subject(), fact.event().sequence());
    }

    /// What came too early, once the topic was read to its end.
    void takeEarly(Topic topic) throws SQLException {
        var facts = factsOf(topic);
        early.read(topic.name(), records -> {
            var own = facts.apply(records).own();
            folded(transaction -> fold.foldEarly(own, transaction));
        });
    }

    private long appendFacts(List<Fold.Own> fresh, Transaction transaction) {
        fresh.forEach(fact -> unsettled.sawFact(fact.event().envelope()));
        facts += fresh.size();
        return append(fresh.stream().map(OwnPast::row).toList(), transaction);
    }

    /// A command or an answer.
    record Sent(Received record, Envelope envelope) {}

    /// The service's own among records of a topic of commands or answers. On any thread.
    Function<List<Received>, List<Sent>> messagesOf(Topic topic) {
        var reader = new EventReader(List.of(topic));
        return records -> records.stream()
                .flatMap(record ->
                        reader.read(record).anyEnvelope().stream().map(envelope -> new Sent(record, envelope)))
                .filter(sent -> isOwn(sent.envelope()))
                .toList();
    }

    void takeSent(List<Sent> messages) {
        messages.forEach(sent -> unsettled.sawMessage(sent.envelope()));
        var rows = messages.stream()
                .map(sent -> row(sent.record(), sent.envelope(), false))
                .toList();
        store.transact(transaction -> append(rows, transaction));
    }

    /// Takes records of the topic of dead letters, all of which are the service's own but what somebody typed there.
    TopicScan.Reader deadLettersOf(DeadLetterReader reader, DeadLetterPast past) {
        return records -> {
            var told = new ArrayList<Told>();
            var rows = new ArrayList<Row>();
            for (var record : records) {
                reader.read(record).ifPresent(each -> {
                    told.add(each);
                    rows.add(new Row(
                            record, DeadLetterRecord.kept(record, each.letter().record())));
                });
            }
            past.add(told);
            store.transact(transaction -> append(rows, transaction));
        };
    }

    private record Row(Received record, OutboxRow row) {}

    /// Ids are given in the order of the rows, one by one: nobody else writes to the outbox meanwhile.
    private long append(List<Row> rows, Transaction transaction) {
        if (!rows.isEmpty()) {
            cursor = transaction.emit(rows.stream().map(Row::row).toList());
            for (int i = 0; i < rows.size(); i++) {
                passed(rows.get(i).record(), cursor - (rows.size() - 1 - i));
            }
        }
        return cursor;
    }

    private void passed(Received record, long rowId) {
        positions.put(
                Records.partition(record), new Position(record.topic(), record.partition(), record.offset(), rowId));
    }

    /// Whether the position is that of this record. It is not where the record repeats a fact, or an earlier record was
    /// appended after it.
    private boolean isNoted(Received record) {
        return Optional.ofNullable(positions.get(Records.partition(record)))
                .filter(position -> position.offset() == record.offset())
                .isPresent();
    }

    private boolean isOwn(Envelope envelope) {
        return envelope.source().equals(source);
    }

    private static Row row(Fold.Own fact) {
        return row(fact.record(), fact.event().envelope(), true);
    }

    private static Row row(Received record, Envelope envelope, boolean isFact) {
        var row = new OutboxRow(
                isFact,
                record.topic(),
                record.key(),
                record.value(),
                record.headers(),
                envelope.id(),
                envelope.type(),
                envelope.subject(),
                envelope.sequence(),
                envelope.causationId().orElse(""));
        return new Row(record, row);
    }
}
