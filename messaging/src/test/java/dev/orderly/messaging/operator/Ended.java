package dev.orderly.messaging.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.ServiceCommand;
import dev.orderly.messaging.commandline.ServiceCommandLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// How a command ended, and what it wrote.
public record Ended(ExitCode code, String out, String err) {

    /// Runs the command.
    ///
    /// @param arguments its name, and what follows
    public static Ended of(ServiceCommand command, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var line = new ServiceCommandLine("boxes", "0", "Boxes.", List.of(), List.of(command));
        var code = line.run(Map.of("LOG_LEVEL", "error"), stream(out), stream(err), arguments);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    public Ended done() {
        return with(ExitCode.DONE);
    }

    public Ended with(ExitCode expected) {
        assertThat(code).as(() -> out + err).isEqualTo(expected);
        return this;
    }
}
