package dev.orderly.compose.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orderly.compose.embedded.process.CannotStart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfraTest {
    private static final List<String> IMAGES = List.of("one", "two");
    private static final DockerEngine READY = new DockerEngine(List.of("true"), IMAGES);
    private static final DockerEngine WITHOUT_IMAGES = new DockerEngine(List.of("false"), IMAGES);
    private static final DockerEngine HANGING = new DockerEngine(List.of("sh", "-c", "exec sleep 600"), IMAGES);

    @Test
    void auto_takes_docker_only_if_it_would_start_at_once() {
        assertThat(Infra.chosen(Map.of(), READY)).isEqualTo(Infra.DOCKER);
        assertThat(Infra.chosen(Map.of("INFRA", "auto"), WITHOUT_IMAGES)).isEqualTo(Infra.EMBEDDED);
    }

    @Test
    void an_engine_that_hangs_is_left_after_two_seconds() {
        var began = System.nanoTime();
        assertThat(Infra.chosen(Map.of(), HANGING)).isEqualTo(Infra.EMBEDDED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void docker_that_was_asked_for_is_not_replaced_silently() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Infra.chosen(Map.of("INFRA", "docker"), WITHOUT_IMAGES))
                .satisfies(reason -> assertThat(reason.line()).contains("one", "two", "INFRA=embedded"));
        assertThat(Infra.chosen(Map.of("INFRA", "docker"), READY)).isEqualTo(Infra.DOCKER);
    }

    @Test
    void a_choice_that_does_not_exist_is_refused() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Infra.chosen(Map.of("INFRA", "podman"), READY))
                .satisfies(reason -> assertThat(reason.line()).contains("auto, embedded, docker, external"));
    }

    @Test
    void external_brokers_are_those_of_the_environment() {
        var embedded = Brokers.shared();
        var superuser = embedded.postgres().superuser();
        var external = ExternalBrokers.reach(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", embedded.kafka(),
                "NATS_URL", embedded.nats(),
                "SMTP_URL", embedded.smtp(),
                "DATABASE_URL", superuser.url() + "?connectTimeout=5",
                "DATABASE_USER", superuser.user(),
                "DATABASE_PASSWORD", superuser.password()));
        assertThat(external.kafka()).isEqualTo(embedded.kafka());
        var database = external.postgres().database("order-service");
        assertThat(database.url()).endsWith("/order_service?connectTimeout=5");
        assertThat(embedded.postgres().database("order-service").user()).isEqualTo(database.user());
    }

    @Test
    void an_external_address_that_is_missing_is_named() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> ExternalBrokers.reach(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")))
                .satisfies(reason -> assertThat(reason.line()).contains("DATABASE_URL"));
    }
}
