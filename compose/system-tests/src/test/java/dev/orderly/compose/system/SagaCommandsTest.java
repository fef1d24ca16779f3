package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.compose.system.CommandLine.Ended;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An operator takes a hand in sagas, while user-events does not answer, beside order-service and while it is down.
class SagaCommandsTest {
    private static final String SAGA =
            "SELECT concat_ws(' ', status, step, turned, attempt) AS saga FROM sagas WHERE saga_id = '%s'";

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final Shop shop = new Shop(system);

    @BeforeEach
    void order_service_is_patient() {
        restartOrders("10m");
    }

    @AfterEach
    void as_before() {
        if (!system.users.isAlive()) {
            system.users.start();
        }
        restartOrders(SystemUnderTest.ANSWER_TIMEOUT);
    }

    @Test
    void stuck_ones_are_asked_again_and_running_ones_turned_back_and_all_is_given_back() {
        var user = shop.registered(10_000);
        var sku = Shop.id("sku");
        shop.setStock(sku, 100);
        assertThat(system.users.stop()).isZero();
        var beside = placed(user, sku);
        var stuck = placed(user, sku);
        var alone = placed(user, sku);

        assertThat(sagas(0, "abort", beside).out()).contains("turns back: order.turned-back, credit.release");
        assertThat(saga(beside)).isEqualTo("RUNNING reserve-credit f 1");
        sagas(0, "abort", beside, "--reason", "sold out", "--execute");
        assertThat(saga(beside)).isEqualTo("RUNNING reserve-credit t 1");

        goesOnAfterBeingStuck(stuck, user);

        assertThat(system.orders.stop()).isZero();
        sagas(0, "abort", alone, "--execute");
        system.orders.start();
        system.users.start();

        assertThat(shop.end(beside)).isEqualTo("CANCELLED sold out");
        assertThat(shop.end(alone)).isEqualTo("CANCELLED aborted by an operator");
        assertThat(shop.end(stuck)).isEqualTo("CONFIRMED");
        assertThat(shop.stock(sku)).isEqualTo(99);
        await("all is given back, and spent once").until(() -> shop.credit(user).get("reserved") == 0);
        assertThat(shop.credit(user)).containsEntry("available", 9_900L);
        assertThat(sagas(1, "abort", stuck, "--execute").out()).contains("the order is confirmed");
        assertThat(sagas(1, "abort", beside).out()).contains("it has ended, CANCELLED");
        new Invariants(system).hold();
    }

    private void goesOnAfterBeingStuck(String stuck, String user) {
        system.rows(system.orders)
                .run("UPDATE sagas SET status = 'STUCK', due_at = NULL, failures = 10 WHERE saga_id = '" + stuck + "'");
        var sick = system.orders.commands().run("doctor");
        assertThat(sick.code()).isEqualTo(1);
        assertThat(sick.out())
                .contains("bad   sagas         1 is stuck", "orderly order-service sagas list --status stuck");
        assertThat(sagas(0, "list", "--status", "stuck").out()).contains(stuck + "  STUCK");
        assertThat(sagas(0, "show", stuck).out())
                .contains("order      PENDING, user " + user, "sagas retry " + stuck + ": asks again, and goes on");
        assertThat(sagas(0, "retry", "--stuck", "--execute").err()).contains("1 of 1 asked again");
        assertThat(saga(stuck)).isEqualTo("RUNNING reserve-credit f 2");
        sagas(0, "retry", stuck, "--execute");
        assertThat(saga(stuck)).isEqualTo("RUNNING reserve-credit f 3");
    }

    private String placed(String user, String sku) {
        var order = Shop.id("order");
        shop.place(order, user, sku, 1, 100);
        await(order).until(() -> system.orders.get("/orders/" + order).status() == 200);
        return order;
    }

    private String saga(String order) {
        return (String)
                system.rows(system.orders).of(SAGA.formatted(order)).getFirst().get("saga");
    }

    private Ended sagas(int code, String... arguments) {
        var all = new ArrayList<>(List.of("sagas"));
        all.addAll(List.of(arguments));
        var ended = system.orders.commands().run(all.toArray(String[]::new));
        assertThat(ended.code()).as(() -> ended.out() + ended.err()).isEqualTo(code);
        return ended;
    }

    private void restartOrders(String timeout) {
        if (system.orders.isAlive()) {
            assertThat(system.orders.stop()).isZero();
        }
        system.orders.with("SAGA_ANSWER_TIMEOUT", timeout).start();
    }
}
