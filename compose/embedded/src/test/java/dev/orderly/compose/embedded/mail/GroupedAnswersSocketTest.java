package dev.orderly.compose.embedded.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupedAnswersSocketTest {
    @AutoClose
    private final GroupedAnswersSocket.Listening listening = new GroupedAnswersSocket.Listening();

    @AutoClose
    private final Socket client = new Socket();

    GroupedAnswersSocketTest() throws IOException {}

    @BeforeEach
    void bind() throws IOException {
        listening.bind(new InetSocketAddress(Port.loopback(), 0));
        client.connect(listening.getLocalSocketAddress());
    }

    @Test
    void answers_leave_together_when_the_next_command_is_read() throws IOException {
        try (var server = listening.accept()) {
            answer(server, "one ");
            answer(server, "two");
            client.getOutputStream().write('?');
            assertThat(client.getInputStream().available()).isZero();

            assertThat(server.getInputStream().read()).isEqualTo('?');

            assertThat(client.getInputStream().readNBytes(7)).asString().isEqualTo("one two");
        }
    }

    @Test
    void the_last_answer_leaves_when_it_is_closed() throws IOException {
        try (var server = listening.accept()) {
            answer(server, "bye");
            server.getOutputStream().close();
        }
        assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("bye");
    }

    private static void answer(Socket server, String line) throws IOException {
        server.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        server.getOutputStream().flush();
    }
}
