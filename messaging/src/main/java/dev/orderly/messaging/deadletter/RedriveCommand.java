package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.telemetry.OutsideText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dead-letters redrive`.
@Command(
        name = "redrive",
        description = "hand them to the service again; what others read from the topic stays as it is")
final class RedriveCommand extends DeadLetterDecisionCommand {
    private static final String STDIN = "-";

    /// One byte more than can be read is enough to say so.
    private static final int MOST = 256 * 1024 + 1;

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            description = "the edited value of the one that is named, - for stdin; it gets a new id")
    private String payload = "";

    RedriveCommand(Site.Finder finder, StartCheck check) {
        super(finder, check);
    }

    @Override
    String done() {
        return "redriven";
    }

    @Override
    Remedy remedy(DeadLetterDesk desk) throws IOException {
        if (payload.isEmpty()) {
            return new Redrive(desk, Optional.empty());
        }
        if (named() != 1) {
            throw new Failure(ExitCode.WRONG_USAGE, "--payload is for one dead letter; name it by its id");
        }
        return new Redrive(desk, Optional.of(payload.equals(STDIN) ? read(System.in) : file()));
    }

    private byte[] file() throws IOException {
        var path = Path.of(payload);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "--payload is '%s', which cannot be read; name a file, or - for stdin"
                            .formatted(OutsideText.escaped(payload)));
        }
        try (var from = Files.newInputStream(path)) {
            return read(from);
        }
    }

    private static byte[] read(InputStream from) throws IOException {
        return from.readNBytes(MOST);
    }
}
