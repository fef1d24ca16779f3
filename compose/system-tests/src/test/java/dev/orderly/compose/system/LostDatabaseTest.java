package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
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
        var recovered = service.commands().run("recover", "--execute").done();
        System.out.println(recovered.err());
        service.awaitReady();

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

        service.commands().run("recover", "--execute").done();
        service.awaitReady();
        assertThat(service.stateHash()).isEqualTo(before);
        new Load(system, 50).place().holds();
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
