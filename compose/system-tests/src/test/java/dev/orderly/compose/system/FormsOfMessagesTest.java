package dev.orderly.compose.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/// The same command in every form that Kafka's CloudEvents binding knows, and facts that somebody typed by hand.
class FormsOfMessagesTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @Test
    void structured_mode_without_the_header_is_read() {
        var sku = Shop.id("sku");
        var id = Shop.id("structured");
        system.topics.send("order-commands", sku, structured(id, sku));

        assertThat(factAbout(sku).text("causationid")).isEqualTo(id);
    }

    @Test
    void structured_mode_with_the_header_is_read_and_so_is_ours() {
        var sku = Shop.id("sku");
        var id = Shop.id("structured");
        send(sku, structured(id, sku), Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));

        var fact = factAbout(sku);
        assertThat(fact.text("causationid")).isEqualTo(id);
        assertThat(fact.text("correlationid")).isEqualTo("story-1");
        assertThat(fact.text("specversion")).isEqualTo("1.0");
        assertThat(fact.text("dataschema")).isEqualTo("urn:orderly:stock.set:1");
        assertThat(header(fact, "content-type")).startsWith("application/cloudevents+json");
        assertThat(header(fact, "traceparent"))
                .isEqualTo(fact.text("traceparent"))
                .startsWith("00-");
    }

    @Test
    void binary_mode_is_read() {
        var sku = Shop.id("sku");
        var id = Shop.id("binary");
        send(
                sku,
                Json.text(Json.object("sku", sku, "quantity", 3)),
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id,
                        "ce_source", "/test",
                        "ce_type", "stock.set",
                        "content-type", "application/json"));

        assertThat(factAbout(sku).text("causationid")).isEqualTo(id);
    }

    @Test
    void a_record_without_a_key_is_handled_where_it_lies() {
        var sku = Shop.id("sku");
        system.topics.send(new ProducerRecord<>(
                "order-commands", null, Json.bytes(Json.message("stock.set", "sku", sku, "quantity", 3))));

        assertThat(factAbout(sku).text("subject")).isEqualTo(sku);
    }

    @Test
    void a_fact_typed_by_hand_is_adopted_by_its_owner_and_everyone_hears_of_it() {
        var user = Shop.id("user");
        system.topics.send(
                "user-events",
                user,
                Json.message(
                        "user.registered",
                        "userId",
                        user,
                        "name",
                        "Ada",
                        "email",
                        Shop.email(user),
                        "currency",
                        "EUR",
                        "credit",
                        500));
        shop.awaitUser(user);
        system.topics.send(
                "user-events",
                user,
                Json.message("user.credit-deposited", "userId", user, "amount", 100, "balance", 7));

        await().until(() -> shop.credit(user).get("balance") == 600);
        assertThat(shop.end(shop.placed(user, 600))).isEqualTo("CONFIRMED");
        await("a welcome and a confirmation")
                .until(() -> system.mailbox.to(Shop.email(user)).size() == 2);
        assertThat(system.topics.facts("user-events", user).stream()
                        .filter(fact -> fact.text("source").equals("/orderly/user-events"))
                        .map(Fact::type))
                .startsWith("user.registered", "user.credit-deposited");
    }

    @Test
    void a_fact_about_credit_that_is_not_the_owners_is_a_dead_letter() {
        var user = shop.registered(500);
        system.topics.send(
                "user-events",
                user,
                Json.message("user.credit-captured", "userId", user, "orderId", "o", "amount", 100, "balance", 400));

        await().until(() -> system.users.log.says("user.credit-captured " + user, "dead-lettered: foreign"));
        assertThat(shop.credit(user)).containsEntry("balance", 500L);
        await().untilAsserted(() -> assertThat(system.topics.facts("user-events-dlt", "").stream()
                        .filter(letter ->
                                letter.data().path("userId").asString("").equals(user)))
                .singleElement()
                .satisfies(letter -> assertThat(header(letter, "dlt-reason")).isEqualTo("foreign")));
    }

    private static String structured(String id, String sku) {
        return Json.text(Json.object(
                "specversion", "1.0",
                "id", id,
                "source", "/test",
                "type", "stock.set",
                "correlationid", "story-1",
                "data", Json.object("sku", sku, "quantity", 3)));
    }

    private void send(String key, String value, Map<String, String> headers) {
        var list = headers.entrySet().stream()
                .<Header>map(
                        each -> new RecordHeader(each.getKey(), each.getValue().getBytes(UTF_8)))
                .toList();
        system.topics.send(
                new ProducerRecord<>("order-commands", null, key.getBytes(UTF_8), value.getBytes(UTF_8), list));
    }

    private Fact factAbout(String subject) {
        await("a fact about " + subject)
                .until(() -> !system.topics.facts("order-events", subject).isEmpty());
        return system.topics.facts("order-events", subject).getFirst();
    }

    private static String header(Fact fact, String name) {
        return new String(fact.record().headers().lastHeader(name).value(), UTF_8);
    }
}
