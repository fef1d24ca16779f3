package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.deadletter.LetterDesk;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.TopicScan;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.store.Shadow;
import dev.orderly.messaging.store.Table.Difference;
import dev.orderly.messaging.store.Unfolded;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// A shadow of the labels of a desk's service, which is filled from what the service has received.
final class ShadowBench implements AutoCloseable {
    private static final String TOPIC = "label-events";
    private static final String LABELS = "labels";
    private static final Patience IMPATIENT = new Patience(
            List.of(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(5)),
            Duration.ofMillis(10),
            new Shadow.Limits(Duration.ofSeconds(3), Duration.ofSeconds(3)));

    private final LetterDesk desk;
    private final Database database;
    final Shadow shadow;
    private final List<Received> topic = new ArrayList<>();
    private final List<Received> extra = new ArrayList<>();
    private final List<Long> lost = new ArrayList<>();
    private long end = 1_000_000;
    private Event reading = () -> {};
    private final Unfolded unfolded;
    private final ShadowFold fold;
    final Rebuild<Boxes.Label> rebuild;

    interface Event {
        void happens() throws Exception;
    }

    ShadowBench(LetterDesk desk) throws SQLException {
        this.desk = desk;
        database = desk.database.open();
        shadow = Shadow.of(database).orElseThrow();
        unfolded = new Unfolded(shadow, TOPIC, BoxService.TOPICS.get(TOPIC));
        var sorting = new Sorting("/orderly/boxes", desk.service.subscriptions());
        fold = new ShadowFold(shadow, unfolded, TOPIC, Boxes.LABELS_TABLE, sorting, this::read);
        rebuild = new Rebuild<>(shadow, unfolded, Boxes.LABELS_TABLE, Boxes.LABELLED, fold, this::bounds, IMPATIENT);
    }

    private Bounds bounds() {
        var partition = new TopicPartition(TOPIC, 0);
        return new Bounds(Map.of(partition, 0L), Map.of(partition, end), Map.of());
    }

    /// The topic ends there.
    void cut(long offset) {
        end = offset;
        desk.service.received(TOPIC).stream()
                .map(Received::offset)
                .filter(each -> each >= offset)
                .forEach(lost::add);
    }

    /// Something happens each time while the topic is read.
    void whileReading(Event event) {
        reading = event;
    }

    private void read(List<Stretch> stretches, TopicScan.Reader reader) throws Exception {
        reading.happens();
        topic.clear();
        topic.addAll(desk.service.received(TOPIC));
        topic.addAll(extra);
        for (var stretch : stretches) {
            var records = topic.stream()
                    .filter(each -> each.offset() >= stretch.from() && each.offset() < stretch.to())
                    .filter(each -> !lost.contains(each.offset()))
                    .toList();
            for (int from = 0; from < records.size(); from += 3) {
                reader.take(records.subList(from, Math.min(records.size(), from + 3)));
            }
        }
    }

    /// A record that lies on the topic, and was not handled.
    void unhandled(String value) {
        extra.add(new Received(
                TOPIC,
                BoxService.TOPICS.get(TOPIC),
                0,
                900_000 + extra.size(),
                0,
                Instant.EPOCH,
                null,
                value.getBytes(StandardCharsets.UTF_8),
                List.of()));
    }

    /// The topic has no record there any more.
    void lose(long offset) {
        lost.add(offset);
    }

    /// One more round, which is kept.
    void round() throws Exception {
        shadow.begin();
        fold.round(fold.stretches(), _ -> {});
        unfolded.remember();
        shadow.connection().commit();
    }

    /// A round leads to just what the service has: boxes and versions.
    void isLike(String... rows) throws Exception {
        round();
        assertThat(desk.texts("SELECT box || ' ' || version || ' ' FROM labels ORDER BY box"))
                .containsExactly(rows);
        isLikeNow();
    }

    /// No row differs.
    void isLikeNow() throws SQLException {
        var found = new ArrayList<Difference<Boxes.Label>>();
        Boxes.LABELS_TABLE.differences(shadow.connection(), shadow.live(LABELS), shadow.shadow(LABELS), found::add);
        shadow.connection().commit();
        assertThat(found).isEmpty();
    }

    @Override
    public void close() throws SQLException {
        shadow.close();
        database.close();
    }
}
