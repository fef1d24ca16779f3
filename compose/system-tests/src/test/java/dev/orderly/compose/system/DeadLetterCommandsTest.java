package dev.orderly.compose.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An operator mends what could not be handled. On brokers of its own, with order-service alone, so that facts of
/// user-events can be typed that its database does not know.
class DeadLetterCommandsTest {
    private static final SystemUnderTest SYSTEM = SystemUnderTest.brokersOnly();
    private static final ServiceUnderTest ORDERS = SYSTEM.orders;
    private static final DeadLetterDesk DESK = new DeadLetterDesk(SYSTEM, ORDERS);

    @BeforeAll
    static void begin() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        ORDERS.start();
    }

    @AfterAll
    static void end() {
        SYSTEM.close();
    }

    @Test
    void a_command_is_redriven_with_an_edited_payload() {
        var order = Shop.id("order");
        var good = Commands.order(order, "ada", "tea", 2, 100);
        var sent = SYSTEM.topics.send("order-commands", order, good.replace("\"quantity\":2", "\"quantity\":0"));
        var id = DESK.buried(sent);

        var shown = DESK.run("show", id).done().out();
        assertThat(shown).contains("schema:/data/lines/0/quantity", "\"quantity\" : 0", "buried: schema:");
        assertThat(DESK.run("redrive", id, "--execute").code()).isEqualTo(1);
        assertThat(DESK.run("redrive", id, "--payload", DeadLetterDesk.file(good))
                        .done()
                        .err())
                .contains("nothing was changed");
        assertThat(ORDERS.get("/orders/" + order).status()).isEqualTo(404);

        assertThat(DESK.run("redrive", id, "--payload", DeadLetterDesk.file(good), "--execute")
                        .done()
                        .out())
                .contains("order.place " + order, "handled -> order.placed, credit.reserve");

        assertThat(ORDERS.get("/orders/" + order).json().path("status").asString())
                .isEqualTo("PENDING");
        await("its facts")
                .until(() -> SYSTEM.topics.facts("order-events", order).size() == 1);
        assertThat(SYSTEM.topics.facts("order-commands").stream()
                        .filter(each -> each.data().path("orderId").asString("").equals(order)))
                .as("its topic stays as it is")
                .hasSize(1);
        await("the decision is told").until(() -> told(sent).size() == 2);
        var decision = told(sent).getLast();
        assertThat(DeadLetters.text(decision, "dlt-status")).isEqualTo("redriven");
        assertThat(new String(decision.value(), UTF_8)).contains("\"quantity\":2", "causationid");
    }

    @Test
    void a_command_is_redriven_as_it_is_when_its_cause_is_gone() {
        var sku = Shop.id("cursed");
        curse(sku);
        var id = DESK.buried(SYSTEM.topics.send("order-commands", sku, stock(sku)));
        lift(sku);

        assertThat(DESK.run("redrive", id, "--execute").done().out()).contains("handled -> stock.set");
        assertThat(DESK.run("list", "--subject", sku).done().err()).contains("no dead letter matches");
        assertThat(DESK.run("list", "--subject", sku, "--status", "redriven")
                        .done()
                        .out())
                .contains(id);
        await("its fact").until(() -> SYSTEM.topics.facts("order-events", sku).size() == 1);
    }

    @Test
    void a_fact_of_another_service_lets_go_what_waited_behind_it() {
        var user = Shop.id("user");
        var id = DESK.buriedFact(user);
        assertThat(DESK.run("redrive", id).out()).contains("2 waiting behind it");

        assertThat(DESK.run(
                                "redrive",
                                id,
                                "--payload",
                                DeadLetterDesk.file(UserFacts.deposited(user, 2, "5")),
                                "--execute")
                        .done()
                        .out())
                .contains("user.credit-deposited " + user)
                .containsPattern(DeadLetterDesk.HANDLED);
        assertThat(DESK.version(user)).isEqualTo(4);
    }

    @Test
    void a_fact_that_is_discarded_counts_as_seen() {
        var user = Shop.id("user");
        var id = DESK.buriedFact(user);

        assertThat(DESK.run("discard", id, "--because", "typed by mistake", "--execute")
                        .done()
                        .out())
                .contains("discarded; 2 released");
        assertThat(DESK.version(user)).isEqualTo(4);
        SYSTEM.topics.send("user-events", user, UserFacts.deposited(user, 5, "5"));
        await("those to come go on").until(() -> DESK.version(user) == 5);
        assertThat(DESK.run("show", id).done().out()).contains("discarded: typed by mistake");
    }

    @Test
    void what_fails_again_comes_back_three_times_at_most() {
        var sku = Shop.id("cursed");
        curse(sku);
        var sent = SYSTEM.topics.send("order-commands", sku, stock(sku));
        var id = DESK.buried(sent);
        for (int hops = 1; hops <= 3; hops++) {
            var again = DESK.run("redrive", id, "--execute");
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.out()).contains("dead-lettered again: bug, the database refuses a value");
        }
        lift(sku);

        var refused = DESK.run("redrive", id, "--execute");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("it came back 3 times; discard it, and send a mended message");
        await("all of it is told").until(() -> told(sent).size() == 7);
        assertThat(told(sent).stream()
                        .filter(each -> each.headers().lastHeader("dlt-status") == null)
                        .map(each -> DeadLetters.text(each, "dlt-hops")))
                .containsExactly("0", "1", "2", "3");
        assertThat(SYSTEM.topics.facts("order-events", sku)).isEmpty();
        DESK.run("discard", id, "--because", "tried for long enough", "--execute")
                .done();
    }

    /// It looks at the shelf once a second; so some are taken by the one, and some by the other.
    @Test
    void the_command_and_the_running_service_do_it_once() {
        var skus = IntStream.range(0, 30).mapToObj(_ -> Shop.id("cursed")).toList();
        var subject = "cursed-all";
        curse(subject);
        skus.forEach(
                sku -> SYSTEM.topics.toss("order-commands", sku, Json.message("stock.set", "sku", sku, "quantity", 3)));
        SYSTEM.topics.flush();
        await("buried").until(() -> count("--status", "open", "--type", "stock.set", "--reason", "bug") == skus.size());
        lift(subject);

        assertThat(DESK.run(
                                "redrive",
                                "--type",
                                "stock.set",
                                "--reason",
                                "bug",
                                "--topic",
                                "order-commands",
                                "--execute")
                        .done()
                        .err())
                .contains("30 of 30 redriven");
        await("facts")
                .until(() -> skus.stream()
                        .allMatch(
                                sku -> !SYSTEM.topics.facts("order-events", sku).isEmpty()));
        for (var sku : skus) {
            assertThat(SYSTEM.topics.facts("order-events", sku)).hasSize(1);
        }
    }

    @Test
    void all_of_it_is_done_while_the_service_is_down() {
        var user = Shop.id("user");
        var fact = DESK.buriedFact(user);
        var sku = Shop.id("cursed");
        curse(sku);
        var sent = SYSTEM.topics.send("order-commands", sku, stock(sku));
        var command = DESK.buried(sent);
        var typo = DESK.buried(SYSTEM.topics.send("order-commands", "typo", "{"));
        lift(sku);
        assertThat(ORDERS.stop()).isZero();
        try {
            assertThat(DESK.run("list").done().out()).contains(fact, command, typo);
            assertThat(DESK.run("show", typo).done().out()).contains("reason    json");
            assertThat(DESK.run("redrive", command, "--execute").done().out()).contains("handled -> stock.set");
            assertThat(DESK.run(
                                    "redrive",
                                    fact,
                                    "--payload",
                                    DeadLetterDesk.file(UserFacts.deposited(user, 2, "5")),
                                    "--execute")
                            .done()
                            .out())
                    .containsPattern(DeadLetterDesk.HANDLED);
            assertThat(DESK.run("discard", typo, "--because", "a typo", "--execute")
                            .done()
                            .err())
                    .contains("1 of 1 discarded");
            assertThat(DESK.version(user)).isEqualTo(4);
            assertThat(SYSTEM.topics.facts("order-events", sku)).isEmpty();
        } finally {
            ORDERS.start();
        }
        await("what followed goes out")
                .until(() -> SYSTEM.topics.facts("order-events", sku).size() == 1);
        await("so does the decision").until(() -> told(sent).size() == 2);
    }

    @Test
    void how_it_ended_is_told_by_exit_code_and_line() {
        var wrong = DESK.run("redrive");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("say which: either ids");
        assertThat(DESK.run("show", "order-commands:0:987654321").code()).isEqualTo(1);

        var id = DESK.buried(SYSTEM.topics.send("order-commands", "typo", "[]"));
        var some = DESK.run("discard", id, "order-commands:0:987654321", "--because", "a typo", "--execute");
        assertThat(some.code()).isEqualTo(3);
        assertThat(some.out()).contains(id + "  ?  (json)  discarded", "there is no dead letter of this id");

        var away = new CommandLine("order-service", Map.of("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none"))
                .run("dead-letters", "list");
        assertThat(away.code()).isEqualTo(69);
        assertThat(away.err()).contains("PostgreSQL at 127.0.0.1:1/none cannot be reached: nobody listens there; ");
        var lone = DESK.run("redrive", id, "--execute", "--kafka-bootstrap-servers", "127.0.0.1:1");
        assertThat(lone.code()).isEqualTo(69);
        assertThat(lone.err()).contains("Kafka cannot be reached");
        assertThat(DESK.run("list", "--database-url", "nonsense").code()).isEqualTo(78);
    }

    private static int count(String... filters) {
        var arguments = new ArrayList<>(List.of("list", "--json"));
        arguments.addAll(List.of(filters));
        return Json.read(DESK.run(arguments.toArray(String[]::new)).done().out())
                .path("total")
                .asInt();
    }

    /// What the topic of dead letters tells about a record, in order.
    private static List<ConsumerRecord<byte[], byte[]>> told(RecordMetadata sent) {
        return new DeadLetters(SYSTEM.topics, "order-service").history(sent);
    }

    /// The database refuses the stock of all that begins so.
    private static void curse(String sku) {
        SYSTEM.rows(ORDERS)
                .run("ALTER TABLE stock ADD CONSTRAINT \"%s\" CHECK (sku NOT LIKE 'cursed%%') NOT VALID"
                        .formatted(sku));
    }

    private static void lift(String sku) {
        SYSTEM.rows(ORDERS).run("ALTER TABLE stock DROP CONSTRAINT \"%s\"".formatted(sku));
    }

    private static String stock(String sku) {
        return Json.message("stock.set", "sku", sku, "quantity", 3);
    }
}
