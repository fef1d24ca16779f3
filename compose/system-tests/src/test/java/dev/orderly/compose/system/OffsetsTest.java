package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Offsets set by Kafka's own tool, back or forward, any number of times and however old: nothing happens
/// twice, and what was skipped happens when they are set back.
@Tag(Scale.RECOVERY)
class OffsetsTest {
    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @AfterEach
    void all_run_again() {
        system.services().stream().filter(service -> !service.isAlive()).forEach(ServiceUnderTest::start);
    }

    @Test
    void set_back_to_the_beginning_while_orders_go_on_they_change_nothing() {
        var traffic = Traffic.on(system);

        setBack(system.services());

        traffic.holds();
        system.services().forEach(service -> await(service.service).until(() -> service.log.says("duplicate")));
    }

    /// As they are when the records are older than the inbox keeps identities.
    @Test
    void places_tell_what_was_handled_when_identities_are_forgotten() {
        new OnlineRetail(system).type().endsAsExpected();
        new Load(system, Scale.ORDERS).place().holds();
        system.services().forEach(this::awaitNoLag);
        var before = Seen.of(system);
        for (var service : system.services()) {
            assertThat(service.stop()).isZero();
            system.rows(service).run("TRUNCATE inbox");
        }

        setBack(system.services());

        system.services().forEach(this::awaitNoLag);
        new Invariants(system).hold();
        assertThat(Seen.of(system)).isEqualTo(before);
    }

    @Test
    void what_was_skipped_by_offsets_set_forward_is_handled_when_they_are_set_back() {
        var user = shop.registered(0);
        awaitNoLag(system.users);
        assertThat(system.users.stop()).isZero();
        deposit(user, 7);
        new Offsets(system, "user-events").set("user-commands", "--to-latest");
        system.users.start();
        deposit(user, 20);
        await("the later one").until(() -> shop.credit(user).get("balance") == 20);

        setBack(List.of(system.users));

        await("the skipped one, too").until(() -> shop.credit(user).get("balance") == 27);
        new Invariants(system).hold();
    }

    private void deposit(String user, int amount) {
        system.topics.send(
                "user-commands", user, Json.message("user.deposit-credit", "userId", user, "amount", amount));
    }

    private void setBack(List<ServiceUnderTest> services) {
        for (var service : services) {
            if (service.isAlive()) {
                assertThat(service.stop()).isZero();
            }
            new Offsets(system, service.service).setAll("--to-earliest");
            assertThat(system.topics.lag(service.service)).isPositive();
        }
        services.forEach(ServiceUnderTest::begin);
        services.forEach(ServiceUnderTest::awaitReady);
    }

    private void awaitNoLag(ServiceUnderTest service) {
        await(service.service + " has handled all").until(() -> system.topics.lag(service.service) == 0);
    }

    /// What must not change.
    private record Seen(Map<String, String> hashes, int facts, int letters) {
        static Seen of(SystemUnderTest system) {
            var hashes = new TreeMap<String, String>();
            system.services().forEach(service -> hashes.put(service.service, service.stateHash()));
            var facts = 0;
            for (var topic : new String[] {
                "user-events", "order-events", "notification-events", "user-commands", "notification-commands"
            }) {
                facts += system.topics.facts(topic).size();
            }
            return new Seen(hashes, facts, system.mailbox.letters().size());
        }
    }
}
