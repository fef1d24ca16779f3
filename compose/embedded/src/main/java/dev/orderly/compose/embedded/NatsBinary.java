package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A nats-server program, found on this machine or fetched once; no Java artifact brings one.
public record NatsBinary(Path path, Version version) {
    private static final Version OLDEST = new Version(2, 10);
    // Those before it have known ways around authentication.
    private static final Version ADVISED = new Version(2, 14);
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.");

    /// The part of a version that tells what a server can do.
    public record Version(int major, int minor) {
        boolean isBelow(Version other) {
            return major < other.major || (major == other.major && minor < other.minor);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    /// `NATS_SERVER_BIN`, else the one on the PATH, else the one fetched before, else one that is fetched now.
    public static NatsBinary find(Map<String, String> environment) {
        var named = Optional.ofNullable(environment.get("NATS_SERVER_BIN")).filter(name -> !name.isBlank());
        if (named.isPresent()) {
            return at(Path.of(named.get()))
                    .orElseThrow(() -> new CannotStart(
                            "NATS_SERVER_BIN=" + named.get() + " is no nats-server " + OLDEST + " or later that runs"));
        }
        Stream<Supplier<Optional<NatsBinary>>> ways = Stream.of(
                () -> onPath(environment),
                () -> inCache(),
                () -> AptFetch.fetch(cached()).flatMap(NatsBinary::at),
                () -> PackageInstall.byApt().flatMap(done -> onPath(environment)),
                () -> PackageInstall.byBrew().flatMap(done -> onPath(environment)));
        return ways.map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new CannotStart("nats-server " + OLDEST
                        + " or later is neither installed nor to be had from this machine's packages. Install it, or name it:"
                        + " NATS_SERVER_BIN=/path/to/nats-server"));
    }

    /// What a person should know about this version, if anything.
    Optional<String> warning() {
        return version.isBelow(ADVISED)
                ? Optional.of("nats-server " + version + " at " + path + " has known security holes; " + ADVISED
                        + " or later is better")
                : Optional.empty();
    }

    private static Optional<NatsBinary> onPath(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "nats-server"))
                .flatMap(path -> at(path).stream())
                .findFirst();
    }

    private static Optional<NatsBinary> inCache() {
        return at(cached());
    }

    private static Path cached() {
        return CacheFolder.of("nats").resolve("nats-server");
    }

    static Optional<NatsBinary> at(Path path) {
        if (!Files.isExecutable(path)) {
            return Optional.empty();
        }
        return Tool.run(path.toString(), "--version")
                .map(VERSION::matcher)
                .filter(matcher -> matcher.find())
                .map(found -> new Version(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
                .filter(version -> !version.isBelow(OLDEST))
                .map(version -> new NatsBinary(path, version));
    }
}
