package dev.orderly.notification.mail;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// A socket that can be corked, so that several commands leave as one packet: Jakarta Mail flushes after each. It makes
/// its connections by way of a factory; [#FACTORY] gives it the socket that was [#handedOut].
final class CorkedSocket extends Socket {
    static final SocketFactory FACTORY = new Factory();

    private static final ScopedValue<CorkedSocket> WANTED = ScopedValue.newInstance();

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean corked;

    /// In what is called by this, a socket that is asked for is this one.
    ScopedValue.Carrier handedOut() {
        return ScopedValue.where(WANTED, this);
    }

    /// Holds back what is written from now on.
    void cork() {
        corked = true;
    }

    /// The next write takes along what was held back. Nothing is sent here, so that it goes through Jakarta Mail's own
    /// stream, with its limit of time.
    void uncork() {
        corked = false;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Gathering(super.getOutputStream());
    }

    private final class Gathering extends FilterOutputStream {
        Gathering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!corked && held.size() == 0) {
                out.write(bytes, offset, length);
                return;
            }
            held.write(bytes, offset, length);
            if (!corked) {
                held.writeTo(out);
                held.reset();
            }
        }
    }

    /// Gives sockets that are not connected yet, the only ones that are asked for here.
    private static final class Factory extends SocketFactory {
        @Override
        public Socket createSocket() {
            return WANTED.get();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
