package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database that is lost is had again from topics, and running sagas go on to their end.
class LostDatabaseTest {
    private static final int ORDERS = 300;

    private final SystemUnderTest system = SystemUnderTest.shared();

    @AfterEach
    void all_run_again() {
        system.services().stream().filter(service -> !service.isAlive()).forEach(ServiceUnderTest::start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-events", "order-service", "notification-service"})
    void at_rest_it_is_what_it_was(String name) {
        var service = service(name);
        new Load(system, ORDERS).place().holds();
        var before = service.stateHash();
        var letters = system.mailbox.letters().size();

        service.stop();
        empty(service);
        service.begin();
        awaitRefusal(service);
        assertThat(service.commands().run("recover").done().err()).contains("nothing is done yet");
        assertThat(service.stateHash()).isNotEqualTo(before);
        recover(service);

        assertThat(service.stateHash()).isEqualTo(before);
        new Load(system, 50).place().holds();
        assertThat(system.mailbox.letters()).hasSize(letters + 50 + 11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-events", "order-service", "notification-service"})
    void lost_beneath_a_running_service_it_is_noticed_and_nothing_is_begun_anew(String name) {
        var service = service(name);
        new Load(system, 50).place().holds();
        var before = service.stateHash();
        var facts = factsOf(name);

        empty(service);
        awaitRefusal(service);
        assertThat(factsOf(name)).isEqualTo(facts);

        recover(service);
        assertThat(service.stateHash()).isEqualTo(before);
        new Load(system, 50).place().holds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-events", "order-service", "notification-service"})
    void lost_under_load_together_with_the_process_it_loses_no_order(String name) {
        var service = service(name);
        var load = new Load(system, ORDERS).place();
        load.awaitEnded(ORDERS / 10);
        service.kill();
        empty(service);

        service.begin();
        awaitRefusal(service);
        recover(service);

        load.holds();
        allAreAsReckoned();
    }

    @Test
    void all_three_lost_at_once_under_load_are_had_again_with_every_order() {
        var load = new Load(system, 3 * ORDERS).place();
        load.awaitEnded(ORDERS / 10);
        system.services().forEach(ServiceUnderTest::kill);
        system.services().forEach(this::empty);

        system.services().forEach(ServiceUnderTest::begin);
        system.services().forEach(LostDatabaseTest::awaitRefusal);
        system.services().forEach(LostDatabaseTest::recover);

        load.holds();
        allAreAsReckoned();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-events", "order-service", "notification-service"})
    void an_old_backup_put_back_beneath_a_running_service_is_brought_up_to_date(String name) {
        var service = service(name);
        new Load(system, 50).place().holds();
        service.stop();
        var backup = Backup.of(system, service);
        service.start();
        var load = new Load(system, ORDERS).place();
        load.awaitEnded(ORDERS / 10);

        backup.putBack();
        awaitRefusal(service);
        recover(service);

        load.holds();
        allAreAsReckoned();
    }

    private void allAreAsReckoned() {
        for (var service : system.services()) {
            Reckoning.isStateOf(service, system.topics);
        }
    }

    private static void recover(ServiceUnderTest service) {
        service.commands().run("recover", "--execute").done();
        service.awaitReady();
    }

    private int factsOf(String name) {
        return system.topics.facts(name.replaceAll("-service$", "-events")).size();
    }

    private static void awaitRefusal(ServiceUnderTest service) {
        await(service.service + " says what is wrong")
                .until(() -> service.get("/health/ready").body().toString().contains("recover --execute"));
    }

    private ServiceUnderTest service(String name) {
        return system.services().stream()
                .filter(service -> service.service.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void empty(ServiceUnderTest service) {
        system.rows(service).run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }
}
