package dev.orderly.compose.embedded.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The JDK that runs us, for the JVMs that we start, with the flags that they all share.
public final class JavaRuntime {
    // One collector thread, and the first compiler alone: five JVMs share the machine with the person who tries them.
    private static final List<String> MODEST = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private JavaRuntime() {}

    /// A command line: `java`, the shared flags, then these arguments.
    public static List<String> command(String... arguments) {
        return command(List.of(), arguments);
    }

    /// The same with more flags.
    public static List<String> command(List<String> flags, String... arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java), MODEST, flags, List.of(arguments))
                .flatMap(List::stream)
                .toList();
    }
}
