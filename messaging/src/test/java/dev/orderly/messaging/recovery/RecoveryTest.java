package dev.orderly.messaging.recovery;

import static dev.orderly.messaging.consumer.BoxService.put;
import static dev.orderly.messaging.consumer.BoxService.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.consumer.DeadLetterReader;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.deadletter.LetterDesk;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.store.DeadLetterPast;
import dev.orderly.messaging.store.HeaderBytes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Dead letters, had again from their topic alone.
class RecoveryTest {
    private static final UUID DEAD_LETTERS = new UUID(7, 7);
    private static final String ROWS = """
            SELECT concat_ws('|', topic, topic_id, partition, "offset", leader_epoch, appended_at, message_key, payload, headers,
              stream, sequence, type, subject, reason, detail, attempts, hops, status, because, resolved_at IS NULL,
              mended_payload, mended_headers) FROM dead_letters ORDER BY 1""";
    private static final String HISTORY = """
            SELECT concat_ws('|', d.topic, d."offset", h.event, h.reason, h.detail, h.attempts, h.hops, h.because, h.mended)
            FROM dead_letter_history h JOIN dead_letters d ON d.id = h.letter ORDER BY d.topic, d."offset", h.id""";

    private final LetterDesk desk;

    RecoveryTest() throws SQLException {
        desk = new LetterDesk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /// What has no key lies in any partition, and a relay that crashed repeats itself.
    @Test
    void dead_letters_are_had_again_in_whatever_order_their_topic_is_read() throws SQLException {
        everyKind();
        var rows = desk.texts(ROWS);
        var history = desk.texts(HISTORY);
        var told = new ArrayList<>(told());
        told.addAll(List.copyOf(told));
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(told, new Random(seed));
            recover(told);
            assertThat(desk.texts(ROWS)).as("shuffled by " + seed).isEqualTo(rows);
            assertThat(desk.texts(HISTORY)).as("shuffled by " + seed).isEqualTo(history);
        }
    }

    @Test
    void what_somebody_typed_into_their_topic_is_none_of_them() throws SQLException {
        desk.service.receive("box-commands", "not json");
        var told = new ArrayList<>(told());
        var buried = told.getFirst();
        told.add(received(buried.value(), List.of()));
        told.add(received(buried.value(), List.of(buried.headers().getFirst())));
        told.add(received(buried.value(), changed(buried.headers(), "dlt-hops", "many")));
        told.add(received(buried.value(), changed(buried.headers(), "kafka_dlt-original-offset", "x")));
        recover(told);
        assertThat(desk.texts(ROWS)).hasSize(1);
    }

    @Test
    void one_of_an_earlier_version_has_no_leader_epoch() throws SQLException {
        desk.service.receive("box-commands", "not json");
        var told = told().getFirst();
        var headers = told.headers().stream()
                .filter(header -> !header.name().equals("dlt-original-leader-epoch"))
                .toList();
        recover(List.of(received(told.value(), headers)));
        assertThat(desk.texts("SELECT leader_epoch FROM dead_letters")).containsExactly("-1");
    }

    @Test
    void of_one_that_was_too_large_for_the_topic_the_bytes_are_lost() throws SQLException {
        var id = desk.service.receive("box-commands", "x".repeat(2 * 1024 * 1024));
        recover(told());
        assertThat(desk.text("payload IS NULL", id)).isEqualTo("t");
        assertThat(desk.text("detail", id)).endsWith("and its bytes are lost)").doesNotContain("table dead_letters");
    }

    private void everyKind() {
        desk.service.receive("box-commands", "not json", new Header("x-none", null), new Header("dlt-hops", null));
        var edited = desk.buriedCommand("m-1", 5);
        desk.run("redrive", edited, "--execute", "--payload", LetterDesk.file(put("m-1", "b", 7)))
                .done();
        var again = desk.buriedCommand("m-2", 5);
        desk.service.isBroken(true);
        desk.run("redrive", again, "--execute", "--payload", LetterDesk.file(put("m-2", "b", 8)))
                .with(ExitCode.FAILED);
        desk.run("redrive", again, "--execute").with(ExitCode.FAILED);
        desk.service.isBroken(false);
        desk.service.receive("label-events", written("b", 1, "\"a\""));
        var discarded = desk.service.receive("label-events", written("b", 2, "17"));
        desk.run("discard", discarded, "--because", "not needed", "--execute").done();
        desk.service.receive("label-events", written("c", 1, "17"));
    }

    /// All that the topic of dead letters is told.
    private List<Received> told() throws SQLException {
        try (var connection = desk.database.connect();
                var select = connection.prepareStatement(
                        "SELECT message_key, payload, headers FROM outbox WHERE topic = 'boxes-dlt' ORDER BY id");
                var row = select.executeQuery()) {
            var told = new ArrayList<Received>();
            while (row.next()) {
                var headers = HeaderBytes.read(row.getBytes(3));
                told.add(new Received(
                        "boxes-dlt", DEAD_LETTERS, 0, 0, 0, Instant.now(), row.getBytes(1), row.getBytes(2), headers));
            }
            return told;
        }
    }

    private static Received received(byte[] value, List<Header> headers) {
        return new Received("boxes-dlt", DEAD_LETTERS, 0, 0, 0, Instant.now(), null, value, headers);
    }

    private static List<Header> changed(List<Header> headers, String name, String value) {
        return headers.stream()
                .map(header ->
                        header.name().equals(name) ? new Header(name, value.getBytes(StandardCharsets.UTF_8)) : header)
                .toList();
    }

    private void recover(List<Received> told) throws SQLException {
        desk.database.run("TRUNCATE dead_letter_history, dead_letters");
        var sorting = new Sorting("/orderly/boxes", desk.service.subscriptions());
        var reader = new DeadLetterReader(sorting, BoxService.TOPICS);
        try (var connection = desk.database.connect()) {
            connection.setAutoCommit(false);
            var past = new DeadLetterPast(connection);
            past.add(told.stream()
                    .flatMap(record -> reader.read(record).stream())
                    .toList());
            past.restore();
            connection.commit();
        }
    }
}
