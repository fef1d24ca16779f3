package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Records that were skipped are handled by a replay, beside the running service and without its group; those that were
/// not skipped stay as they are.
@Tag(Scale.RECOVERY)
class ReplayTest {
    private static final String COMMANDS = "user-commands";

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @AfterEach
    void all_run_again() {
        system.services().stream().filter(service -> !service.isAlive()).forEach(ServiceUnderTest::start);
    }

    @Test
    void a_plan_shows_what_the_replay_then_does_and_a_second_replay_does_nothing() {
        var user = shop.registered(0);
        skipping(system.users, COMMANDS, () -> {
            deposit(user, 7);
            deposit(user, 8);
            system.topics.send(COMMANDS, user, Json.message("user.deposit-credit", "userId", user));
        });
        var replay = List.of("replay", COMMANDS, "--from", "10m", "--key", user);

        var plan = system.users.commands().run(replay.toArray(String[]::new)).done();
        assertThat(shop.credit(user)).containsEntry("balance", 0L);
        assertThat(plan.lines()).contains("2 applied", "1 unchanged", "1 failed");
        var planned =
                plan.lines().stream().filter(line -> line.startsWith("+ ")).toList();
        assertThat(planned).singleElement().asString().contains("\"balance\":15", "\"version\":3");
        assertThat(plan.lines().stream().filter(line -> line.startsWith("- ")))
                .singleElement()
                .asString()
                .contains("\"balance\":0");
        assertThat(plan.lines().stream().filter(line -> line.startsWith("> user-events  user")))
                .hasSize(2);

        var done = system.users.commands().run(executed(replay));
        assertThat(done.code()).as("one became a dead letter\n" + done.err()).isEqualTo(3);
        assertThat(done.out()).contains("DONE", "4 records: 2 applied, 1 unchanged, 1 failed");
        assertThat(shop.credit(user)).containsEntry("balance", 15L);
        assertThat(system.users.commands().run("state-hash", "--rows").done().lines())
                .contains(planned.getFirst().substring(2));

        var again = system.users.commands().run(executed(replay)).done();
        assertThat(again.out()).contains("4 records: 4 unchanged");
        new Invariants(system).hold();
    }

    @Test
    void every_topic_of_every_service_is_replayed_while_orders_go_on_and_nothing_happens_twice() {
        var traffic = Traffic.on(system);
        for (var service : system.services()) {
            for (var topic : Topics.readBy(service.service)) {
                var replay = service.commands()
                        .run("replay", topic, "--from", "earliest", "--rate", "0", "--effects", "--execute", "--json");
                var run = Json.read(replay.out());
                assertThat(run.path("status").asString()).as(replay.err()).isEqualTo("DONE");
                assertThat(run.path("results").path("unchanged").asLong())
                        .as(topic)
                        .isPositive();
            }
        }
        traffic.holds();
    }

    @Test
    void without_effects_a_letter_is_not_sent_and_its_order_s_saga_ends_all_the_same() {
        var user = shop.registered(100);
        await("the welcome").until(() -> mails(user) == 1);
        var order = skippedLetter(user);

        var done = system.letters
                .commands()
                .run(replayOfLetters(user, "--execute"))
                .done();

        assertThat(done.out()).contains(" 1 suppressed");
        await("the saga ends").until(() -> shop.sagaStatus(order).equals("COMPLETED"));
        assertThat(system.rows(system.letters)
                        .of("SELECT status, reason FROM letters WHERE order_id = '" + order + "'"))
                .singleElement()
                .asString()
                .contains("UNDELIVERABLE", "suppressed");
        assertThat(mails(user)).isEqualTo(1);
    }

    @Test
    void with_effects_it_is_sent() {
        var user = shop.registered(100);
        await("the welcome").until(() -> mails(user) == 1);
        skippedLetter(user);

        system.letters
                .commands()
                .run(replayOfLetters(user, "--execute", "--effects"))
                .done();

        await("the letter").until(() -> mails(user) == 2);
        new Invariants(system).hold();
    }

    private int mails(String user) {
        return system.mailbox.to(Shop.email(user)).size();
    }

    /// An order whose letter was asked for and skipped.
    private String skippedLetter(String user) {
        var order = Shop.id("order");
        skipping(system.letters, "notification-commands", () -> {
            shop.place(order, user, "tea", 1, 1);
            shop.ended(order);
            await("its letter is asked for")
                    .until(() -> system.topics.facts("notification-commands").stream()
                            .anyMatch(fact ->
                                    fact.data().path("orderId").asString("").equals(order)));
        });
        return order;
    }

    private static String[] replayOfLetters(String user, String... more) {
        var all = new ArrayList<>(List.of("replay", "notification-commands", "--from", "10m", "--key", user));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void it_is_paused_interrupted_and_gone_on_with_and_counts_each_record_once() throws Exception {
        var user = shop.registered(0);
        for (int i = 0; i < 400; i++) {
            system.topics.toss(COMMANDS, user, Json.message("user.deposit-credit", "userId", user, "amount", 1));
        }
        system.topics.flush();
        await("all are handled").until(() -> shop.credit(user).get("balance") == 400);
        var commands = system.users.commands();

        var slow = commands.begin("replay", COMMANDS, "--from", "earliest", "--rate", "100", "--execute");
        var id = awaitRun("RUNNING");
        commands.run("replays", "pause", id, "--execute").done();
        assertThat(slow.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(slow.exitValue()).isEqualTo(3);

        var resumed = commands.begin("replays", "resume", id, "--execute");
        awaitRun("RUNNING");
        Signals.send("TERM", resumed.pid()); // Ctrl-C does the same, but a test in the background may have to ignore it
        assertThat(resumed.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(resumed.exitValue()).isEqualTo(143);
        assertThat(commands.run("replays", "list").done().out()).contains(id + "  " + COMMANDS + "  PAUSED");

        system.rows(system.users).run("UPDATE replays SET rate = 0 WHERE run_id = '" + id + "'");
        var done = commands.run("replays", "resume", id, "--execute");
        assertThat(done.out()).contains("DONE");
        var length = system.rows(system.users)
                .number("SELECT sum(to_offset - from_offset) FROM replay_partitions WHERE run_id = '" + id + "'");
        assertThat(system.rows(system.users).number("""
                SELECT applied + unchanged + ignored + refused + failed + suppressed + waiting
                FROM replays WHERE run_id = '%s'""".formatted(id))).isEqualTo(length);
        assertThat(system.rows(system.users)
                        .number(
                                "SELECT count(*) FROM replay_partitions WHERE run_id = '%s' AND next_offset <> to_offset"
                                        .formatted(id)))
                .isZero();
    }

    @Test
    void what_cannot_be_is_told_in_a_line() {
        var commands = system.users.commands();
        assertThat(commands.run("replay", "order-replies", "--from", "earliest").err())
                .contains(
                        "user-events does not read topic order-replies; it reads order-events, user-commands, user-events");
        assertThat(commands.run("replay", COMMANDS, "--from", "yesterday").err())
                .contains("'yesterday' must be earliest, latest, an offset, a time");
        assertThat(commands.run("replay", COMMANDS).code()).isEqualTo(2);
        assertThat(commands.run("replays", "pause", "r-none", "--execute").err())
                .contains("there is no replay r-none");
    }

    private String awaitRun(String status) {
        var found = new String[1];
        await("a replay is " + status).until(() -> {
            var runs = system.rows(system.users)
                    .of(
                            "SELECT run_id FROM replays WHERE status = '%s' AND unchanged > 0 ORDER BY started_at DESC LIMIT 1"
                                    .formatted(status));
            runs.forEach(row -> found[0] = (String) row.get("run_id"));
            return found[0] != null;
        });
        return found[0];
    }

    /// What comes meanwhile is never handled: offsets are set forward past it while the service is down.
    private void skipping(ServiceUnderTest service, String topic, Runnable meanwhile) {
        await("nothing is left").until(() -> system.topics.lag(service.service) == 0);
        assertThat(service.stop()).isZero();
        meanwhile.run();
        new Offsets(system, service.service).set(topic, "--to-latest");
        service.start();
    }

    private void deposit(String user, int amount) {
        system.topics.send(COMMANDS, user, Json.message("user.deposit-credit", "userId", user, "amount", amount));
    }

    private static String[] executed(List<String> replay) {
        var all = new ArrayList<>(replay);
        all.add("--execute");
        return all.toArray(String[]::new);
    }
}
