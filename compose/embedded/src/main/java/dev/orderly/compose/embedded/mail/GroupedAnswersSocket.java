package dev.orderly.compose.embedded.mail;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/// A connection that sends what was written only when something is read. So the answers to commands that came together
/// (RFC 2920) leave together.
final class GroupedAnswersSocket extends Socket {
    /// Listens for them.
    static final class Listening extends ServerSocket {
        Listening() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            var socket = new GroupedAnswersSocket();
            implAccept(socket);
            socket.setTcpNoDelay(true);
            socket.answers = new Answers(socket.written());
            return socket;
        }
    }

    private Answers answers = new Answers(OutputStream.nullOutputStream());

    private OutputStream written() throws IOException {
        return super.getOutputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return answers;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Commands(super.getInputStream(), answers);
    }

    private static final class Commands extends FilterInputStream {
        private final Answers answers;

        Commands(InputStream in, Answers answers) {
            super(in);
            this.answers = answers;
        }

        @Override
        public int read() throws IOException {
            answers.send();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            answers.send();
            return super.read(bytes, offset, length);
        }
    }

    private static final class Answers extends BufferedOutputStream {
        Answers(OutputStream out) {
            super(out);
        }

        @Override
        public void flush() {
            // Sent before the next read: see the type.
        }

        void send() throws IOException {
            super.flush();
        }

        @Override
        public void close() throws IOException {
            try (var _ = out) {
                send();
            }
        }
    }
}
