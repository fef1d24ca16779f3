package dev.orderly.messaging.commandline;

import java.io.PrintStream;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/// Where a command writes: what was asked for goes to stdout, everything else to stderr, so that output can be piped.
///
/// @param isJson whether the user asked for machine-readable output, `--json`
public record Output(PrintStream data, PrintStream talk, boolean isJson) {
    private static final JsonMapper JSON = new JsonMapper();

    /// One line of JSON on stdout.
    public void json(Object value) {
        data.println(JSON.writeValueAsString(value));
    }

    /// Shows how far work has come.
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 there is none again where nobody can type
    public ProgressBar progress(String what, long all) {
        var console = System.console();
        return new ProgressBar(what, all, talk, console != null && console.isTerminal(), InstantSource.system());
    }
}
