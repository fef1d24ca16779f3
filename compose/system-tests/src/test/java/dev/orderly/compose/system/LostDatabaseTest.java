package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A database that is lost is had again from topics, and running sagas go on to their end. On a system of its own: a
/// recovery reads all that others have left in topics, so the one with the most recoveries comes first.
@Tag(Scale.RECOVERY)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostDatabaseTest {
    private static final String NOWHERE = "smtp://127.0.0.1:1";

    private static SystemUnderTest system;

    @BeforeAll
    static void begin() {
        system = SystemUnderTest.fresh();
    }

    @AfterAll
    static void end() {
        system.close();
    }

    @Test
    @Order(1)
    void lost_beneath_a_running_service_it_is_noticed_had_again_and_what_it_was() {
        new Load(system, 100).place().holds();
        var letters = system.mailbox.letters().size();
        for (var service : system.services()) {
            var before = service.stateHash();
            var facts = factsOf(service);

            empty(service);
            awaitRefusal(service);
            nothingIsAnswered(service);
            assertThat(factsOf(service)).as("nothing is begun anew").isEqualTo(facts);
            if (service == system.users) {
                nothingIsDecidedByHand(service, before);
            }
            recover(service);

            assertThat(service.stateHash()).as(service.service).isEqualTo(before);
        }
        assertThat(system.users.commands().run("recover").done().err()).contains("nothing to recover");
        offsetsSetBackChangeNothing();
        assertThat(system.mailbox.letters()).hasSize(letters);
        new Load(system, 50).place().holds();
        system.services().forEach(service -> Reckoning.isStateOf(service, system.topics));
    }

    @Test
    void a_letter_of_which_no_end_is_told_is_uncertain_and_not_sent_by_itself() {
        var shop = new Shop(system);
        var letters = system.letters;
        var user = shop.registered(1_000);
        await("greeted").until(() -> mails(user) == 1);
        assertThat(letters.stop()).isZero();
        letters.with("SMTP_URL", NOWHERE).start();
        var order = shop.placed(user, 100);
        await("its letter is asked for").until(() -> !letter(order).isEmpty());
        assertThat(letters.stop()).isZero();

        empty(letters);
        letters.with("SMTP_URL", system.brokers.smtp()).begin();
        awaitRefusal(letters);
        recover(letters);

        await("it is uncertain").until(() -> status(order).equals("UNCERTAIN"));
        assertThat(mails(user)).isOne();
        letters.commands().run("letters", "resend", letter(order), "--execute").done();
        await("it is sent").until(() -> status(order).equals("SENT"));
        assertThat(mails(user)).isEqualTo(2);
    }

    private static int mails(String user) {
        return system.mailbox.to(Shop.email(user)).size();
    }

    private static String letter(String order) {
        return text("SELECT coalesce(max(notification_id), '') AS it FROM letters WHERE order_id = '%s'", order);
    }

    private static String status(String order) {
        return text("SELECT coalesce(max(status), '') AS it FROM letters WHERE order_id = '%s'", order);
    }

    private static String text(String sql, String order) {
        return (String)
                system.rows(system.letters).of(sql.formatted(order)).getFirst().get("it");
    }

    /// That there is no such order, say, though its asker has seen it.
    private static void nothingIsAnswered(ServiceUnderTest service) {
        var path = service == system.users
                ? "/users/ada"
                : service == system.orders ? "/orders/o-1" : "/notifications?user=ada";
        var byHttp = service.get(path);
        assertThat(byHttp.status()).as(path).isEqualTo(503);
        assertThat(byHttp.json().path("detail").asString())
                .startsWith("the database ")
                .endsWith("recovered first");
        var field = service == system.orders ? "orderId" : "userId";
        var subject = service == system.letters ? "notification.list" : field.replaceAll("Id$", "") + ".get";
        assertThat(system.nats.ask(subject, field, "ada").getHeaders().getFirst("Nats-Service-Error-Code"))
                .as(subject)
                .isEqualTo("503");
    }

    private static void nothingIsDecidedByHand(ServiceUnderTest service, String before) {
        assertThat(service.commands().run("recover").done().err()).contains("nothing is done yet");
        assertThat(service.stateHash()).isNotEqualTo(before);
        assertThat(service.commands()
                        .run("dead-letters", "redrive", "user-events:0:0", "--execute")
                        .err())
                .containsPattern("the database lacks facts .*; first: orderly .* recover --execute");
    }

    /// What was handled before the loss is known again, by its offset too.
    private static void offsetsSetBackChangeNothing() {
        for (var service : system.services()) {
            var before = service.stateHash();
            assertThat(service.stop()).isZero();
            system.rows(service).run("TRUNCATE inbox");
            new Offsets(system, service.service).setAll("--to-earliest");
            service.start();
            await("all is passed over").until(() -> system.topics.lag(service.service) == 0);
            assertThat(service.stateHash()).as(service.service).isEqualTo(before);
        }
    }

    @Test
    void all_three_lost_at_once_under_load_with_their_processes_are_had_again_with_every_order() {
        var traffic = Traffic.on(system);
        system.services().forEach(ServiceUnderTest::kill);
        system.services().forEach(this::empty);

        system.services().forEach(ServiceUnderTest::begin);
        system.services().forEach(LostDatabaseTest::awaitRefusal);
        system.services().forEach(LostDatabaseTest::recover);

        traffic.holds();
    }

    @Test
    void old_backups_put_back_beneath_running_services_are_brought_up_to_date() {
        new Load(system, 50).place().holds();
        system.services().forEach(ServiceUnderTest::stop);
        var backups = new HashMap<ServiceUnderTest, Backup>();
        system.services().forEach(service -> backups.put(service, Backup.of(system, service)));
        system.services().forEach(ServiceUnderTest::begin);
        system.services().forEach(ServiceUnderTest::awaitReady);
        var traffic = Traffic.on(system);

        for (var service : system.services()) {
            backups.get(service).putBack();
            awaitRefusal(service);
            recover(service);
        }

        traffic.holds();
    }

    /// Its own facts do not tell: order-service publishes none of what changes a user.
    @Test
    void an_old_backup_that_lacks_only_what_was_read_of_others_is_brought_up_to_date() {
        var orders = system.orders;
        assertThat(orders.stop()).isZero();
        var backup = Backup.of(system, orders);
        orders.start();
        var user = new Shop(system).registered(100);
        await("it is settled").until(() -> system.topics.lag(orders.service) == 0);
        var before = orders.stateHash();

        backup.putBack();
        awaitRefusal(orders);
        assertThat(orders.commands().run("doctor").out())
                .contains("the database is older than what the service has settled of topic");
        recover(orders);

        assertThat(orders.stateHash()).isEqualTo(before);
        assertThat(new Shop(system).end(new Shop(system).placed(user, 10))).isEqualTo("CONFIRMED");
    }

    @Test
    void a_database_that_was_dropped_is_made_by_the_statement_that_is_told_and_had_again() {
        var orders = system.orders;
        new Load(system, 50).place().holds();
        await("all is settled").until(() -> system.topics.lag(orders.service) == 0);
        var before = orders.stateHash();
        var superuser = new Rows(system.brokers.postgres().superuser());
        superuser.run("DROP DATABASE order_service WITH (FORCE)");

        await("it says so")
                .until(() -> orders.get("/health/ready").body().contains("there is no database \\\"order_service\\\""));
        assertThat(orders.log.says("there is no database \"order_service\"")).isTrue();
        assertThat(orders.log.lines()).noneMatch(line -> line.contains("Exception"));
        var told = orders.commands().run("recover");
        assertThat(told.code()).isEqualTo(69);
        assertThat(orders.commands().run("doctor").out()).contains(told.err().replaceFirst(".*?; ", "-> "));
        var statement = Pattern.compile("CREATE DATABASE \\S+ OWNER \\S+").matcher(told.err());
        assertThat(statement.find()).as(told.err()).isTrue();
        superuser.run(statement.group());
        awaitRefusal(orders);
        recover(orders);

        assertThat(orders.stateHash()).isEqualTo(before);
    }

    @Test
    void tables_that_were_dropped_are_named_and_had_again_by_what_the_doctor_tells() {
        var orders = system.orders;
        new Load(system, 50).place().holds();
        await("all is settled").until(() -> system.topics.lag(orders.service) == 0);
        var before = orders.stateHash();

        system.rows(orders).run("DROP TABLE customers");
        assertThat(orders.commands().run("doctor").out())
                .contains("bad   tables        table customers is gone  -> orderly order-service rebuild --execute");
        awaitRefusal(orders, "table customers is gone");
        orders.commands().run("rebuild", "--execute").done();
        orders.awaitReady();
        assertThat(orders.stateHash()).isEqualTo(before);

        system.rows(orders).run("DROP TABLE orders");
        awaitRefusal(orders, "table orders is gone");
        for (var command : List.of("state-hash", "recover")) {
            var said = orders.commands().run(command);
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err()).contains("table orders is gone; when all of outbox is in Kafka");
        }
        var told = Pattern.compile(
                        "table orders is gone .*: (DROP SCHEMA .*); then: orderly order-service recover --execute")
                .matcher(orders.commands().run("doctor").out());
        assertThat(told.find()).isTrue();
        system.rows(orders).run(told.group(1));
        awaitRefusal(orders, "the database lacks facts");
        recover(orders);
        assertThat(orders.stateHash()).isEqualTo(before);
    }

    private static void recover(ServiceUnderTest service) {
        service.commands().runAlone("recover", "--execute").done();
        service.awaitReady();
    }

    private int factsOf(ServiceUnderTest service) {
        return system.topics
                .facts(service.service.replaceAll("-service$", "-events"))
                .size();
    }

    private static void awaitRefusal(ServiceUnderTest service) {
        awaitRefusal(service, "recover --execute");
    }

    private static void awaitRefusal(ServiceUnderTest service, String why) {
        await(service.service + " says what is wrong")
                .until(() -> service.get("/health/ready").body().toString().contains(why));
    }

    private void empty(ServiceUnderTest service) {
        system.rows(service).run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }
}
