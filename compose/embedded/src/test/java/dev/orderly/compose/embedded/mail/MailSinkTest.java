package dev.orderly.compose.embedded.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkTest {
    private static final String LETTER = "Subject: Welcome\r\n\r\nDear Ada,\r\n..dots at the start survive";
    private static final int LETTERS = 5_000;
    private static final int CONNECTIONS = 8;

    @TempDir
    Path folder;

    private final int port = Port.free("the mail sink").number();

    @Test
    void a_letter_is_one_whole_file_however_many_it_is_for() throws IOException {
        try (var _ = MailSink.start(port, new Letters.Kept(folder));
                var client = new SmtpClient(port)) {
            client.send(LETTER, "ada@example.com", "bob@example.com");
            client.send("Subject: Second\r\n\r\n", "ada@example.com");
        }
        var letters = files();
        assertThat(letters).hasSize(2).allSatisfy(file -> assertThat(file).hasExtension("eml"));
        assertThat(letters.getFirst()).content().contains("Subject: Welcome", "Dear Ada,\r\n.dots");
        assertThat(letters.getLast()).content().contains("Subject: Second");
    }

    @Test
    void forgotten_letters_are_taken_by_the_thousand_and_leave_nothing() throws Exception {
        var began = System.nanoTime();
        try (var _ = MailSink.start(port, new Letters.Forgotten());
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var sent : senders.invokeAll(
                    Stream.generate(this::sender).limit(CONNECTIONS).toList())) {
                assertThat(sent.get()).isEqualTo(LETTERS / CONNECTIONS);
            }
        }
        System.out.printf("mail sink: %.0f letters/s%n", LETTERS / ((System.nanoTime() - began) / 1e9));
        assertThat(files()).isEmpty();
    }

    @Test
    void commands_that_come_together_are_each_answered() throws IOException {
        try (var _ = MailSink.start(port, new Letters.Kept(folder));
                var client = new SmtpClient(port)) {
            assertThat(client.ask("EHLO test", 5)).contains("250 PIPELINING");
            assertThat(client.ask("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA", 3))
                    .containsExactly("250 Ok", "250 Ok", "354 End data with <CR><LF>.<CR><LF>");
            assertThat(client.ask(LETTER + "\r\n.\r\nQUIT", 2)).containsExactly("250 taken", "221 Bye");
        }
        assertThat(files()).hasSize(1);
    }

    private Callable<Integer> sender() {
        return () -> {
            try (var client = new SmtpClient(port)) {
                for (int i = 0; i < LETTERS / CONNECTIONS; i++) {
                    client.send(LETTER, "ada@example.com");
                }
            }
            return LETTERS / CONNECTIONS;
        };
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
