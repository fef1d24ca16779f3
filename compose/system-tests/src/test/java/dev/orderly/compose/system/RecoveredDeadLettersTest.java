package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database that is lost is had again with its dead letters, and with what waited behind them. On brokers of its own,
/// with order-service alone, so that facts of user-events can be typed.
class RecoveredDeadLettersTest {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dead_letters_are_what_they_were_however_far_the_group_has_settled(boolean isSettled) throws Exception {
        var open = Shop.id("open");
        var mended = Shop.id("mended");
        var discarded = Shop.id("discarded");
        var openId = DESK.buriedFact(open);
        var mendedId = DESK.buriedFact(mended);
        var discardedId = DESK.buriedFact(discarded);
        redrive(mendedId, mended);
        DESK.run("discard", discardedId, "--because", "typed by mistake", "--execute")
                .done();
        var order = Shop.id("order");
        var command = DESK.buried(SYSTEM.topics.send("order-commands", order, order(order, 0)));
        DESK.run("redrive", command, "--payload", DeadLetterDesk.file(order(order, 2)), "--execute")
                .done();
        var list = list();
        var shown = List.of(shown(openId), shown(mendedId), shown(discardedId), shown(command));
        awaitSent();
        var hash = ORDERS.stateHash();

        loseAndRecover(isSettled);

        await("what was not settled").until(() -> DESK.version(discarded) == 4 && DESK.version(mended) == 4);
        await("what was not settled").until(() -> DESK.waiting(open) == 2);
        assertThat(ORDERS.stateHash()).isEqualTo(hash);
        assertThat(list()).isEqualTo(list);
        assertThat(List.of(shown(openId), shown(mendedId), shown(discardedId), shown(command)))
                .isEqualTo(shown);
        assertThat(DESK.version(open)).isOne();
        redrive(openId, open);
        assertThat(DESK.version(open)).isEqualTo(4);
        for (var user : List.of(open, mended, discarded)) {
            SYSTEM.topics.send("user-events", user, UserFacts.deposited(user, 5, "5"));
            await("those to come go on").until(() -> DESK.version(user) == 5);
        }
    }

    /// No fact tells of it, and no offset.
    @Test
    void a_decision_that_an_old_backup_lacks_is_missed_and_had_again() {
        var user = Shop.id("discarded");
        var letter = DESK.buriedFact(user);
        ORDERS.stop();
        var backup = Backup.of(SYSTEM, ORDERS);
        ORDERS.start();
        DESK.run("discard", letter, "--because", "typed by mistake", "--execute")
                .done();
        awaitSent();
        var hash = ORDERS.stateHash();

        backup.putBack();
        await("it says what is wrong")
                .until(() -> ORDERS.get("/health/ready")
                        .body()
                        .contains("the database lacks what topic order-service-dlt tells of dead letters"));
        assertThat(ORDERS.commands().run("recover", "--execute").done().err()).contains("lacking: no fact of its own");
        ORDERS.awaitReady();

        assertThat(ORDERS.stateHash()).isEqualTo(hash);
        assertThat(shown(letter)).contains("typed by mistake");
        assertThat(DESK.version(user)).isEqualTo(4);
    }

    private static void awaitSent() {
        await("all of it is in Kafka").until(() -> SYSTEM.rows(ORDERS).number("""
                SELECT count(*) FROM outbox WHERE id > (SELECT cursor FROM relay_cursor)""") == 0);
    }

    private static void loseAndRecover(boolean isSettled) throws Exception {
        ORDERS.stop();
        if (!isSettled) {
            unsettle();
        }
        SYSTEM.rows(ORDERS).run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        ORDERS.begin();
        await("it says what is wrong")
                .until(() -> ORDERS.get("/health/ready").body().toString().contains("recover --execute"));
        ORDERS.commands().run("recover", "--execute").done();
        ORDERS.awaitReady();
    }

    private static void redrive(String id, String user) {
        var payload = DeadLetterDesk.file(UserFacts.deposited(user, 2, "5"));
        assertThat(DESK.run("redrive", id, "--payload", payload, "--execute")
                        .done()
                        .out())
                .containsPattern(DeadLetterDesk.HANDLED);
    }

    private static String order(String order, int quantity) {
        return Commands.order(order, "ada", "tea", 2, 100).replace("\"quantity\":2", "\"quantity\":" + quantity);
    }

    /// But for the times, which are those of the topic of dead letters now.
    private static List<String> list() {
        return DESK.run("list", "--status", "all")
                .done()
                .out()
                .replaceAll("20\\S+Z", "TIME")
                .lines()
                .sorted()
                .toList();
    }

    private static String shown(String id) {
        return DESK.run("show", id).done().out().replaceAll("20\\S+Z", "TIME");
    }

    /// As if nothing that the group has handled had been settled.
    private static void unsettle() throws Exception {
        var admin = SYSTEM.topics.admin;
        var offsets = new HashMap<>(admin.listConsumerGroupOffsets("order-service")
                .partitionsToOffsetAndMetadata()
                .get());
        offsets.replaceAll((_, _) -> new OffsetAndMetadata(0));
        admin.alterConsumerGroupOffsets("order-service", offsets).all().get();
    }
}
