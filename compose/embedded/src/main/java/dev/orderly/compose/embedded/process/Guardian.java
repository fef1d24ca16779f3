package dev.orderly.compose.embedded.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Ends the children when we are killed: a shell that waits until its stdin closes, which it does when we are gone
/// in any way, and then signals every process that still has a file in the run folder, and removes every container.
final class Guardian {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat >/dev/null
            for file in "$1"/*.pid; do
              test -f "$file" && read -r pid started signal <"$file" && kill -s "$signal" "$pid" 2>/dev/null
            done
            for file in "$1"/*.container; do
              test -f "$file" && read -r container <"$file" || continue
              test "$2" = disposable || docker stop "$container"
              docker rm --force --volumes "$container" && rm -f "$file"
            done
            test "$2" = disposable || exit 0
            for second in 1 2 3 4 5 6 7 8 9 10; do
              left=
              for file in "$1"/*.pid; do
                test -f "$file" && read -r pid started signal <"$file" && kill -0 "$pid" 2>/dev/null && left="$left $pid"
              done
              test -n "$left" || break
              sleep 1
            done
            test -z "$left" || kill -s KILL $left 2>/dev/null
            rm -rf "$3"
            """;

    private final Process process;

    private Guardian(Process process) {
        this.process = process;
    }

    /// Guards the processes of a run folder. Data that is disposable is removed with them.
    static Guardian over(Path runFolder, Path data, boolean disposable) {
        var command = List.of(
                "sh",
                "-c",
                SCRIPT,
                "orderly-guardian",
                runFolder.toString(),
                disposable ? "disposable" : "kept",
                data.toString());
        try {
            return new Guardian(new ProcessBuilder(Child.inOwnSession(command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new CannotStart("sh cannot be run: " + e.getMessage(), e);
        }
    }

    /// Lets it go, and waits until it is gone. Whoever has a pid file still is stopped by it.
    void dismiss() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
