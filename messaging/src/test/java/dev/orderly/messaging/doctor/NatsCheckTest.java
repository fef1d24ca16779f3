package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.request.NatsServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/// Why NATS cannot be reached is told without a word of its URL's user and password.
class NatsCheckTest {

    @Test
    void a_server_that_does_not_let_us_in_is_told_without_the_password() throws Exception {
        try (var server = new NatsServer()) {
            server.start("--user", "ada", "--pass", "right");
            assertThat(told(server.url().replace("//", "//ada:wrong@")))
                    .isEqualTo("cannot be reached: " + server.url().replace("//", "//****@") + ": not authorized");
            try (var patient = patient(server.url().replace("//", "//ada:right@"))) {
                assertThat(new NatsCheck(patient).look().getFirst().found()).endsWith("no instance of boxes answers");
            }
        }
    }

    @Test
    void nobody_who_listens_and_somebody_else_who_listens_are_told_without_the_password() throws Exception {
        var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var url = "nats://ada:secret@127.0.0.1:" + silent.getLocalPort();
        try (silent) {
            assertThat(told(url))
                    .endsWith("who listens there does not answer as NATS does")
                    .doesNotContain("secret");
        }
        assertThat(told(url)).endsWith(": refused, nobody listens there").doesNotContain("secret");
    }

    private static String told(String url) throws Exception {
        try (var patient = patient(url)) {
            var found = new NatsCheck(patient).look().getFirst();
            assertThat(found.isUnreachable()).isTrue();
            return found.found();
        }
    }

    private static Patient patient(String url) {
        return Patients.of(Patients.database("127.0.0.1:1"), "127.0.0.1:1", url);
    }
}
