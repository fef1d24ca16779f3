package dev.orderly.compose.embedded.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/// What becomes of the letters that the sink takes.
public sealed interface Letters {
    /// Takes one letter, to its end. When it returns, the sender is told that the letter arrived.
    void take(InputStream letter) throws IOException;

    /// Nothing becomes of them: for load that would fill the disk.
    record Forgotten() implements Letters {
        @Override
        public void take(InputStream letter) throws IOException {
            letter.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// Each becomes a file, `TIME-NUMBER.eml`, which appears at once and whole; names sort as the letters came.
    record Kept(Path folder, InstantSource clock, AtomicLong number) implements Letters {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

        public Kept(Path folder) {
            this(folder, InstantSource.system(), new AtomicLong());
        }

        @Override
        public void take(InputStream letter) throws IOException {
            var name = TIME.format(clock.instant()) + "-%06d".formatted(number.incrementAndGet());
            var partial = folder.resolve("." + name + ".partial");
            Files.copy(letter, partial);
            Files.move(partial, folder.resolve(name + ".eml"), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
