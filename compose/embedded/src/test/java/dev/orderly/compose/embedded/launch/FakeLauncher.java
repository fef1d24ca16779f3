package dev.orderly.compose.embedded.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// The real launcher with two fake services, in the JVM of a [LauncherProcess].
final class FakeLauncher {
    private FakeLauncher() {}

    static void main(String[] args) throws InterruptedException {
        var jar = Path.of(args[0]);
        Launcher.run(offset -> List.of(
                new ServiceSpec("user-events", jar, 8081 + offset, OptionalInt.of(9081 + offset)),
                new ServiceSpec("order-service", jar, 8082 + offset, OptionalInt.empty())));
    }
}
