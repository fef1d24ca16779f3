package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orderly.compose.embedded.Infra;
import java.time.Duration;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A partition of commands loses its tail, and gives the same offsets to other records. On brokers of its own, whose
/// files it puts back.
class LostTailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COMMANDS = "user-commands";
    private static final int KEPT = 5;
    private static final int LOST = 20;
    private static final int MORE = 30;

    private static SystemUnderTest system;
    private static ServiceUnderTest users;
    private static Shop shop;

    @BeforeAll
    static void begin() {
        var infra = Infra.chosen(System.getenv());
        assumeTrue(infra == Infra.EMBEDDED, "only an embedded broker's files can be put back; these are " + infra);
        system = SystemUnderTest.brokersOnly();
        shop = new Shop(system);
        users = system.users;
        users.start();
    }

    @AfterAll
    static void end() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void what_comes_in_place_of_lost_records_is_handled_once_by_a_service_that_runs_on() {
        var user = shop.registered(0);
        var lost = new Lost(user);
        lost.files.putBack();
        deposit(user, MORE);
        lost.assertReplaced();
    }

    @Test
    void and_by_one_that_begins_when_the_partition_has_more_than_it_had() {
        var user = shop.registered(0);
        var lost = new Lost(user);
        assertThat(users.stop()).isZero();
        lost.files.putBack();
        deposit(user, MORE);
        users.start();
        lost.assertReplaced();
    }

    /// A power cut took both.
    @Test
    void and_by_one_whose_database_was_lost_with_them_and_had_again() {
        var user = shop.registered(0);
        var lost = new Lost(user);
        assertThat(users.stop()).isZero();
        lost.files.putBack();
        deposit(user, MORE);
        system.rows(users).run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        users.begin();
        await("it says what is wrong")
                .until(() -> users.get("/health/ready").body().contains("recover --execute"));
        users.commands().runAlone("recover", "--execute").done();
        users.awaitReady();
        awaitSettled(user, KEPT + LOST + MORE);
    }

    /// Of a producer that knows nothing of what came before.
    ///
    /// @return the first one's place
    private static RecordMetadata deposit(String user, int count) {
        try (var topics = new Topics(system.brokers.kafka())) {
            var line = Json.message("user.deposit-credit", "userId", user, "amount", 1);
            var first = topics.send(COMMANDS, user, line);
            for (int i = 1; i < count; i++) {
                topics.send(COMMANDS, user, line);
            }
            return first;
        }
    }

    private static void awaitSettled(String user, int deposits) {
        await("balance")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shop.credit(user)).containsEntry("balance", (long) deposits));
        await("settled").atMost(PATIENCE).until(() -> system.topics.lag("user-events") == 0);
    }

    /// Deposits of one user that were handled, and of which the later ones are gone when the files are put back.
    private static final class Lost {
        private final String user;
        private final PartitionFiles files;
        private final RecordMetadata first;

        Lost(String user) {
            this.user = user;
            var kept = deposit(user, KEPT);
            awaitSettled(user, KEPT);
            files = PartitionFiles.copied(system, COMMANDS, kept.partition());
            first = deposit(user, LOST);
            awaitSettled(user, KEPT + LOST);
        }

        void assertReplaced() {
            awaitSettled(user, KEPT + LOST + MORE);
            assertThat(system.topics.facts("user-events", user))
                    .filteredOn(fact -> fact.type().equals("user.credit-deposited"))
                    .hasSize(KEPT + LOST + MORE);
            var epochs = system.rows(users)
                    .of(
                            "SELECT epoch FROM handled_offsets WHERE topic = '%s' AND partition = %d AND offsets @> %d::bigint"
                                    .formatted(COMMANDS, first.partition(), first.offset()));
            assertThat(epochs).as("of two leaders that gave this offset").hasSize(2);
        }
    }
}
