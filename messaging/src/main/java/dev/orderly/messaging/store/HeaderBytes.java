package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Record headers in one column, byte for byte: a count, then for each the name and the value, each behind its
/// length, -1 for no value. Neither has a limit of its own: what Kafka took must fit.
public final class HeaderBytes {
    private HeaderBytes() {}

    public static byte[] of(List<Header> headers) {
        var bytes = new ByteArrayOutputStream(128);
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(headers.size());
            for (var header : headers) {
                var name = header.name().getBytes(StandardCharsets.UTF_8);
                out.writeInt(name.length);
                out.write(name);
                var value = header.value();
                out.writeInt(value == null ? -1 : value.length);
                if (value != null) {
                    out.write(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static List<Header> read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var count = in.readInt();
            var headers = new ArrayList<Header>(count);
            for (int i = 0; i < count; i++) {
                var name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                var length = in.readInt();
                headers.add(new Header(name, length < 0 ? null : in.readNBytes(length)));
            }
            return headers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
