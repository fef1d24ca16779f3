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
        await(name + " says what is wrong")
                .until(() -> service.get("/health/ready").body().toString().contains("recover --execute"));
        assertThat(service.commands().run("recover").done().err()).contains("nothing is done yet");
        assertThat(service.stateHash()).isNotEqualTo(before);
        var recovered = service.commands().run("recover", "--execute").done();
        System.out.println(recovered.err());
        service.awaitReady();

        assertThat(service.stateHash()).isEqualTo(before);
        new Load(system, 50).place().holds();
        assertThat(system.mailbox.letters()).hasSize(letters + 50 + 11);
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
