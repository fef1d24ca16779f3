package dev.orderly.compose.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orderly.compose.embedded.Infra;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Topics that Kafka has lost, wholly or in part, are filled again from the outboxes. On brokers of its own,
/// whose files it deletes.
@Tag(Scale.RECOVERY)
class LostKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static SystemUnderTest system;

    @BeforeAll
    static void begin() {
        var infra = Infra.chosen(System.getenv());
        assumeTrue(infra == Infra.EMBEDDED, "only an embedded broker's files can be deleted; these are " + infra);
        system = SystemUnderTest.fresh();
    }

    @AfterAll
    static void end() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void a_kafka_that_is_wiped_under_load_is_filled_again_and_every_accepted_order_ends() {
        var retail = new OnlineRetail(system).type();
        retail.endsAsExpected();
        var load = new Load(system, Scale.ORDERS).place();
        load.awaitEnded(Scale.ORDERS / 10);
        var meanwhile = new Load(system, 100_000);

        system.brokers.restartKafka(() -> delete(system.data.resolve("kafka")));
        system.topics.forget();
        system.services().forEach(LostKafkaTest::awaitRefusal);
        var accepted = meanwhile.ordersOfOthers();
        meanwhile.trickle();
        for (var service : system.services()) {
            assertThat(service.commands().run("reconcile").done().err()).contains("nothing is done yet");
        }
        assertThat(system.topics.facts("order-events").size()).isZero();
        system.services().forEach(LostKafkaTest::reconcile);

        meanwhile.holds();
        assertThat(meanwhile.ordersOfOthers()).isEqualTo(accepted);
        load.place(); // what was not accepted is gone with Kafka, and the rest is known
        load.holds();
        retail.type().endsAsExpected();
        system.services().forEach(service -> Reckoning.isStateOf(service, system.topics));
    }

    @Test
    void partitions_that_lose_their_ends_are_filled_again_and_nothing_is_sent_before() {
        new Load(system, 300).place().holds();
        var facts = PartitionFiles.copied(system, "order-events", 3);
        var answers = PartitionFiles.copied(system, "order-replies", 5);
        var letters = PartitionFiles.copied(system, "notification-events", 7);
        greeted(7);
        new Load(system, Scale.ORDERS).place().holds();
        var more = new Load(system, 100_000);

        facts.putBack(answers, letters);
        system.topics.forget();
        system.services().forEach(LostKafkaTest::awaitRefusal);
        more.trickle();
        system.services().forEach(LostKafkaTest::reconcile);

        more.holds();
        assertThat(system.topics.facts("order-events"))
                .extracting(fact -> fact.text("id"))
                .as("what was there is not sent again")
                .doesNotHaveDuplicates();
        system.services().forEach(service -> Reckoning.isStateOf(service, system.topics));
    }

    /// A user whose letters are told of in this partition: else it may have nothing to lose.
    private void greeted(int partition) {
        var user = Stream.generate(() -> Shop.id("user"))
                .filter(id -> BuiltInPartitioner.partitionForKey(id.getBytes(UTF_8), 12) == partition)
                .findFirst()
                .orElseThrow();
        system.topics.send("user-commands", user, Commands.registration(user, 1));
        await("greeted").until(() -> system.mailbox.to(Shop.email(user)).size() == 1);
    }

    private static void awaitRefusal(ServiceUnderTest service) {
        await(service.service + " says what is wrong")
                .atMost(PATIENCE)
                .until(() -> service.get("/health/ready").body().toString().contains("reconcile --execute"));
    }

    private static void reconcile(ServiceUnderTest service) {
        service.commands().run("reconcile", "--execute").done();
        service.awaitReady();
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
