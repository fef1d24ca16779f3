package dev.orderly.messaging.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HealthTest {
    private final SettableTime time = new SettableTime();
    private final RecordingTelemetry told = new RecordingTelemetry();
    private final Health health = new Health(told, time);

    @Test
    void ready_means_started_and_every_dependency_reached() {
        health.expect("kafka");
        health.expect("nats");
        health.up("kafka");
        assertThat(health.ready().allUp()).isFalse();
        health.started();
        assertThat(json()).isEqualTo("""
                {"status":"DOWN","checks":[{"name":"kafka","status":"UP","data":{}},\
                {"name":"nats","status":"DOWN","data":{"state":"waiting","why":"not tried yet"}}]}""");
        time.passes(Duration.ofSeconds(2));
        health.up("nats");
        assertThat(health.ready().allUp()).isTrue();
        assertThat(told.signals()).containsExactly(new Signal.Ready(Duration.ofSeconds(2)));
    }

    @Test
    void a_loss_is_told_once_and_so_is_the_return() {
        health.started();
        health.up("kafka");
        health.down("kafka", "refused");
        time.passes(Duration.ofSeconds(12));
        health.down("kafka", "refused again");
        assertThat(json()).contains("refused again");
        health.up("kafka");
        health.up("kafka");
        assertThat(told.signals())
                .containsExactly(
                        new Signal.Ready(Duration.ZERO),
                        new Signal.DependencyLost("kafka", "refused"),
                        new Signal.DependencyBack("kafka", Duration.ofSeconds(12)));
    }

    @Test
    void a_hold_names_what_mends_it_and_is_told_once() {
        health.started();
        health.up("kafka");
        health.hold("history", "order-events was cut", "orderly order-service reconcile --execute");
        health.hold("history", "order-events was cut", "orderly order-service reconcile --execute");
        assertThat(json()).isEqualTo("""
                {"status":"DOWN","checks":[{"name":"kafka","status":"UP","data":{}},\
                {"name":"history","status":"DOWN","data":{"mend":"orderly order-service reconcile --execute",\
                "why":"order-events was cut"}}]}""");
        assertThat(health.live().allUp()).isTrue();
        time.passes(Duration.ofSeconds(3));
        health.lift("history");
        assertThat(told.signals())
                .containsExactly(
                        new Signal.Ready(Duration.ZERO),
                        new Signal.NotReady("order-events was cut", "orderly order-service reconcile --execute"),
                        new Signal.Ready(Duration.ofSeconds(3)));
    }

    @Test
    void a_loss_that_waiting_does_not_mend_is_told_with_what_does_once_it_is_known() {
        health.started();
        health.down("postgresql", "the connection was lost");
        health.down("postgresql", "there is no database", "make it");
        health.down("postgresql", "there is no database", "make it");
        assertThat(json()).contains("{\"mend\":\"make it\",\"why\":\"there is no database\"}");
        health.up("postgresql");
        assertThat(told.signals())
                .containsExactly(
                        new Signal.Ready(Duration.ZERO),
                        new Signal.DependencyLost("postgresql", "the connection was lost"),
                        new Signal.DependencyLost("postgresql", "there is no database; to mend it: make it"),
                        new Signal.DependencyBack("postgresql", Duration.ZERO));
    }

    @Test
    void what_holds_it_back_as_it_starts_is_shown_and_not_told() {
        health.expectLift("messages", "messages are not handled");
        health.started();
        assertThat(json()).contains("messages are not handled");
        health.lift("messages");
        assertThat(told.signals()).containsExactly(new Signal.Ready(Duration.ZERO));
    }

    /// What failed is told apart from what waits for it.
    @Test
    void what_was_not_tried_yet_and_what_waits_are_no_faults() {
        health.expect("kafka");
        health.expect("postgresql");
        health.expectLift("messages", "messages are not handled");
        assertThat(waiting()).containsExactly("kafka", "postgresql", "messages", "start");
        health.trying("postgresql");
        assertThat(json()).contains("{\"state\":\"waiting\",\"why\":\"no answer yet\"}");
        health.down("postgresql", "refused");
        health.trying("postgresql");
        health.hold("agreement", "it lacks facts", "recover");
        health.started();
        assertThat(waiting()).containsExactly("kafka", "messages");
        assertThat(json()).contains("{\"why\":\"refused\"}", "\"mend\":\"recover\"");
    }

    private List<String> waiting() {
        return health.ready().checks().stream()
                .filter(check -> check.data().containsValue("waiting"))
                .map(Health.Check::name)
                .toList();
    }

    @Test
    void it_is_live_until_a_part_dies() {
        assertThat(health.live().allUp()).isTrue();
        health.died("relay", "out of memory");
        assertThat(health.live().allUp()).isFalse();
        assertThat(health.live().checks()).extracting(Health.Check::name).containsExactly("relay");
    }

    @Test
    void it_is_not_ready_while_it_stops() {
        health.started();
        health.stopping();
        assertThat(json()).contains("\"start\"");
    }

    private String json() {
        return JsonMapper.builder()
                .enable(tools.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValueAsString(health.ready());
    }
}
