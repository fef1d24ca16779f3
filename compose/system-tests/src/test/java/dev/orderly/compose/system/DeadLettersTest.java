package dev.orderly.compose.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What cannot be handled is put aside as it is, with a word on why, and stops nobody.
class DeadLettersTest {
    private static final int PARTITION = 7;

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @AfterAll
    static void the_books_are_right() {
        new Invariants(SystemUnderTest.shared()).hold();
    }

    @Test
    void a_line_that_is_not_json_lies_in_the_dead_letter_topic_byte_for_byte_once() {
        var user = shop.registered(1_000);
        var before = order(user);
        var headers = List.<Header>of(
                new RecordHeader("x-mine", new byte[] {0, 1, (byte) 0xff}),
                new RecordHeader("x-mine", "again".getBytes(UTF_8)),
                new RecordHeader("x-empty", null));
        var sent = system.topics.send(new ProducerRecord<>(
                "order-commands", PARTITION, new byte[] {9}, "not json \u00e9".getBytes(UTF_8), headers));
        var after = order(user);

        assertThat(shop.end(before)).isEqualTo("CONFIRMED");
        assertThat(shop.end(after)).isEqualTo("CONFIRMED");
        var letter = onlyDeadLetter("order-service", sent);
        assertThat(letter.key()).containsExactly(9);
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("not json \u00e9");
        assertThat(StreamSupport.stream(letter.headers().spliterator(), false).limit(3))
                .containsExactlyElementsOf(headers);
        assertThat(text(letter, "kafka_dlt-original-topic")).isEqualTo("order-commands");
        assertThat(text(letter, "kafka_dlt-original-consumer-group")).isEqualTo("order-service");
        assertThat(number(letter, "kafka_dlt-original-partition").getInt()).isEqualTo(PARTITION);
        assertThat(number(letter, "kafka_dlt-original-timestamp").getLong()).isEqualTo(sent.timestamp());
        assertThat(text(letter, "dlt-reason")).isEqualTo("json");
        assertThat(text(letter, "dlt-detail")).isNotBlank();
        assertThat(text(letter, "dlt-attempts")).isEqualTo("1");
        assertThat(text(letter, "dlt-hops")).isEqualTo("0");
        assertThat(system.orders.log.lines().stream().filter(line -> line.contains(place(sent))))
                .singleElement()
                .asString()
                .contains("dead-lettered: json");
    }

    @Test
    void a_wrong_field_is_named_and_its_value_is_not() {
        var sent = system.topics.send(
                "order-commands",
                "wrong",
                Json.message("order.place", "orderId", Shop.id("order"), "userId", "ada", "lines", "secret"));

        var letter = onlyDeadLetter("order-service", sent);
        assertThat(text(letter, "dlt-reason")).isEqualTo("schema:/data/lines");
        assertThat(text(letter, "dlt-detail")).doesNotContain("secret");
    }

    @Test
    void an_unknown_type_is_skipped_with_a_line_and_no_dead_letter() {
        system.orders.log.awaitCalm();
        var sent = system.topics.send("order-commands", "any", Json.message("order.frame", "orderId", "o"));
        shop.end(shop.placed(shop.registered(10), 1));

        await().until(() -> system.orders.log.says("order.frame", place(sent), "skipped", "unknown type"));
        assertThat(deadLetters("order-service", sent)).isEmpty();
    }

    @Test
    void a_poisoned_record_in_the_middle_of_a_batch_touches_no_other() {
        var user = shop.registered(100_000);
        var orders = IntStream.range(0, 100).mapToObj(_ -> Shop.id("order")).toList();
        for (var order : orders) {
            if (order.equals(orders.get(50))) {
                system.topics.toss("order-commands", PARTITION, "poison", "{\"type\":\"order.place\",\"data\":{}}");
            }
            system.topics.toss("order-commands", PARTITION, order, Shop.order(order, user, "tea", 1, 10));
        }
        system.topics.flush();

        assertThat(shop.ends(orders).values()).containsOnly("CONFIRMED");
        await("what it was paid with").until(() -> shop.credit(user).get("balance") == 99_000);
    }

    @Test
    void an_id_that_comes_again_with_other_content_is_no_duplicate() {
        system.orders.log.awaitCalm();
        var id = Shop.id("message");
        var sku = Shop.id("sku");
        system.topics.send("order-commands", sku, stock(id, sku, 5));
        system.topics.send("order-commands", sku, stock(id, sku, 5));
        var other = system.topics.send("order-commands", sku, stock(id, sku, 6));

        assertThat(text(onlyDeadLetter("order-service", other), "dlt-reason")).isEqualTo("id-reused");
        assertThat(shop.stock(sku)).isEqualTo(5);
        assertThat(system.topics.facts("order-events", sku)).hasSize(1);
        await().until(() -> system.orders.log.says("stock.set " + sku, "duplicate"));
    }

    private static String stock(String id, String sku, int quantity) {
        return Json.text(Json.object(
                "id",
                id,
                "source",
                "/test",
                "type",
                "stock.set",
                "data",
                Json.object("sku", sku, "quantity", quantity)));
    }

    private String order(String user) {
        var order = Shop.id("order");
        system.topics.toss("order-commands", PARTITION, order, Shop.order(order, user, "tea", 1, 10));
        return order;
    }

    private ConsumerRecord<byte[], byte[]> onlyDeadLetter(String service, RecordMetadata sent) {
        await("dead letter").until(() -> !deadLetters(service, sent).isEmpty());
        return deadLetters(service, sent).getFirst();
    }

    /// Never more than one.
    private List<ConsumerRecord<byte[], byte[]>> deadLetters(String service, RecordMetadata sent) {
        var letters = system.topics.facts(service + "-dlt").stream()
                .map(Fact::record)
                .filter(letter -> text(letter, "kafka_dlt-original-topic").equals(sent.topic()))
                .filter(letter -> number(letter, "kafka_dlt-original-partition").getInt() == sent.partition())
                .filter(letter -> number(letter, "kafka_dlt-original-offset").getLong() == sent.offset())
                .toList();
        assertThat(letters).hasSizeLessThan(2);
        return letters;
    }

    private static String place(RecordMetadata sent) {
        return "%s[%d]@%d ".formatted(sent.topic(), sent.partition(), sent.offset());
    }

    private static ByteBuffer number(ConsumerRecord<byte[], byte[]> letter, String header) {
        return ByteBuffer.wrap(letter.headers().lastHeader(header).value());
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), UTF_8);
    }
}
