package dev.orderly.compose.embedded;

import java.util.Optional;

/// Installs nats-server as the machine's own package manager does: the last resort, since it changes the machine.
final class PackageInstall {
    private PackageInstall() {}

    /// Only as root; others could not.
    static Optional<String> byApt() {
        return System.getProperty("user.name").equals("root")
                ? Tool.run("apt-get", "install", "-y", "--no-install-recommends", "nats-server")
                : Optional.empty();
    }

    static Optional<String> byBrew() {
        return Tool.run("brew", "install", "nats-server");
    }
}
