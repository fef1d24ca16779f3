package dev.orderly.compose.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orderly.compose.embedded.process.CannotStart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfraTest {
    private static final List<String> IMAGES = List.of("one", "two");
    private static final DockerEngine READY = engine("true");
    private static final DockerEngine ABSENT = engine("false");
    private static final DockerEngine WITHOUT_TWO = engine("sh", "-c", "case $* in *two*) exit 1 ;; esac", "docker");
    private static final DockerEngine HANGING = engine("sh", "-c", "exec sleep 600");

    @Test
    void auto_takes_docker_only_if_it_would_start_at_once() {
        assertThat(Infra.chosen(Map.of(), READY)).isEqualTo(Infra.DOCKER);
        assertThat(Infra.chosen(Map.of("INFRA", "auto"), WITHOUT_TWO)).isEqualTo(Infra.EMBEDDED);
        assertThat(Infra.chosen(Map.of("INFRA", "auto"), ABSENT)).isEqualTo(Infra.EMBEDDED);
    }

    @Test
    void an_engine_that_hangs_is_left_after_two_seconds() {
        var began = System.nanoTime();
        assertThat(Infra.chosen(Map.of(), HANGING)).isEqualTo(Infra.EMBEDDED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void docker_that_was_asked_for_is_not_replaced_silently() {
        assertThat(refusal(ABSENT)).contains("no Docker engine answers", "Start it", "INFRA=embedded");
        var impatient = new DockerEngine(HANGING.command(), IMAGES, Duration.ofMillis(100));
        assertThat(refusal(impatient)).contains("no Docker engine answers");
        assertThat(refusal(WITHOUT_TWO))
                .contains("docker pull two", "INFRA=embedded")
                .doesNotContain("one");
        assertThat(Infra.chosen(Map.of("INFRA", "docker"), READY)).isEqualTo(Infra.DOCKER);
    }

    private static DockerEngine engine(String... command) {
        return new DockerEngine(List.of(command), IMAGES, DockerEngine.LIMIT);
    }

    private static String refusal(DockerEngine engine) {
        return catchThrowableOfType(CannotStart.class, () -> Infra.chosen(Map.of("INFRA", "docker"), engine))
                .line();
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
