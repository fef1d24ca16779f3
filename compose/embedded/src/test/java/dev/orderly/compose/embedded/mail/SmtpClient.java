package dev.orderly.compose.embedded.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.process.Port;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Speaks SMTP on one connection that stays open from letter to letter.
final class SmtpClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader replies;
    private final OutputStream commands;

    SmtpClient(int port) throws IOException {
        socket = new Socket(Port.loopback(), port);
        socket.setTcpNoDelay(true);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        commands = socket.getOutputStream();
        expect("220");
        say("HELO test");
        expect("250");
    }

    void send(String letter, String... recipients) throws IOException {
        say("MAIL FROM:<shop@example.com>");
        expect("250");
        for (var recipient : recipients) {
            say("RCPT TO:<" + recipient + ">");
            expect("250");
        }
        say("DATA");
        expect("354");
        say(letter + "\r\n.");
        expect("250");
    }

    /// @param answers how many lines are waited for
    List<String> ask(String lines, int answers) throws IOException {
        say(lines);
        var said = new ArrayList<String>();
        while (said.size() < answers) {
            said.add(replies.readLine());
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void say(String line) throws IOException {
        commands.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
    }

    private void expect(String code) throws IOException {
        assertThat(replies.readLine()).startsWith(code);
    }
}
