package dev.orderly.notification.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An SMTP server that answers as a test says, and hangs up where it says so.
public final class ScriptedSmtpServer implements AutoCloseable {
    /// Instead of an answer: the connection is reset.
    public static final String RESET = "reset";

    private static final String TAKEN = "250 taken";

    private final ServerSocket listening;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger mails = new AtomicInteger();
    /// How often the next command was there before the answer to `MAIL` or `RCPT`.
    final AtomicInteger together = new AtomicInteger();

    public ScriptedSmtpServer() throws IOException {
        listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public int mails() {
        return mails.get();
    }

    /// @param step `connect`, the first word of a command, or `.` for the end of the content
    ScriptedSmtpServer answering(String step, String answer) {
        answers.put(step, answer);
        return this;
    }

    /// Hangs up on everybody.
    void hangUp() throws IOException {
        for (var socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = listening.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 16 * 1024);
            if (!answer(socket, "connect", "220 ready")) {
                return;
            }
            var hasRecipient = false;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.length() < 4 ? line : line.substring(0, 4);
                var content = hasRecipient ? "354 go on" : "503 no recipient";
                var usual = command.equals("DATA") ? content : "250 ok";
                hasRecipient = command.equals("RCPT") && said(command, usual).startsWith("250");
                if (Set.of("MAIL", "RCPT").contains(command) && in.ready()) {
                    together.incrementAndGet();
                }
                if (!answer(socket, command, usual)) {
                    return;
                }
                if (command.equals("DATA") && said("DATA", usual).startsWith("354") && !takeContent(socket, in)) {
                    return;
                }
            }
        } catch (IOException _) {
            // the client went
        } finally {
            open.remove(socket);
        }
    }

    private boolean takeContent(Socket socket, BufferedReader in) throws IOException {
        var line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
        if (line != null && said(".", TAKEN).equals(TAKEN)) {
            mails.incrementAndGet(); // before it is answered: a test may look as soon as it has the answer
        }
        return line != null && answer(socket, ".", TAKEN);
    }

    private String said(String step, String usual) {
        return answers.getOrDefault(step, usual);
    }

    private boolean answer(Socket socket, String step, String usual) throws IOException {
        var answer = said(step, usual);
        if (answer.equals(RESET)) {
            socket.setSoLinger(true, 0);
            return false;
        }
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    @Override
    public void close() {
        try {
            listening.close();
            hangUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
