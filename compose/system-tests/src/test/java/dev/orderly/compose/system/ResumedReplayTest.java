package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A replay is paused, and its database or its topic is another one when it is to be gone on with. On brokers of
/// its own, whose topic it deletes.
@Tag(Scale.RECOVERY)
class ResumedReplayTest {
    private static final String COMMANDS = "user-commands";
    private static final int DEPOSITS = 300;

    private static final SystemUnderTest SYSTEM = SystemUnderTest.brokersOnly();
    private final ServiceUnderTest users = SYSTEM.users;
    private final Shop shop = new Shop(SYSTEM);

    @AfterAll
    static void end() {
        SYSTEM.close();
    }

    @Test
    void it_waits_for_the_database_to_be_recovered_and_is_not_taken_to_another_topic() throws Exception {
        users.start();
        var user = shop.registered(0);
        deposit(user, DEPOSITS);
        var replay = paused();
        assertThat(users.stop()).isZero();
        var backup = Backup.of(SYSTEM, users);
        users.start();
        deposit(user, 1);
        assertThat(users.stop()).isZero();

        backup.putBack();
        var old = users.stateHash();
        assertThat(resume(replay)).contains("the database lacks facts", "recover --execute");
        assertThat(users.stateHash()).isEqualTo(old);
        users.commands().run("recover", "--execute").done();
        var recovered = users.stateHash();

        SYSTEM.topics.admin.deleteTopics(List.of(COMMANDS)).all().get();
        await("it is gone")
                .until(() -> !SYSTEM.topics.admin.listTopics().names().get().contains(COMMANDS));
        SYSTEM.topics
                .admin
                .createTopics(List.of(new NewTopic(COMMANDS, 12, (short) 1)))
                .all()
                .get();
        for (int i = 0; i < DEPOSITS; i++) {
            toss(user);
        }
        SYSTEM.topics.flush();
        assertThat(resume(replay)).contains(COMMANDS + " was made anew since replay " + replay + " began");
        assertThat(users.stateHash()).isEqualTo(recovered);
        assertThat(SYSTEM.rows(users).of("SELECT status FROM replays").toString())
                .contains("PAUSED");
    }

    /// All commands were handled before, so that it changes nothing.
    private String paused() throws InterruptedException {
        var process = users.commands().begin("replay", COMMANDS, "--from", "earliest", "--rate", "20", "--execute");
        var sql = "SELECT run_id FROM replays WHERE status = 'RUNNING' AND unchanged > 0";
        await("it is at work").until(() -> !SYSTEM.rows(users).of(sql).isEmpty());
        var id = (String) SYSTEM.rows(users).of(sql).getFirst().get("run_id");
        users.commands().run("replays", "pause", id, "--execute").done();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return id;
    }

    /// What it says when it refuses.
    private String resume(String replay) {
        var ended = users.commands().run("replays", "resume", replay, "--execute");
        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(1);
        return ended.err();
    }

    private void deposit(String user, int count) {
        var before = shop.credit(user).getOrDefault("balance", 0L);
        for (int i = 0; i < count; i++) {
            toss(user);
        }
        SYSTEM.topics.flush();
        await("all are handled").until(() -> shop.credit(user).get("balance").equals(before + count));
        await("and settled").until(() -> SYSTEM.topics.lag("user-events") == 0);
    }

    private static void toss(String user) {
        SYSTEM.topics.toss(COMMANDS, user, Json.message("user.deposit-credit", "userId", user, "amount", 1));
    }
}
