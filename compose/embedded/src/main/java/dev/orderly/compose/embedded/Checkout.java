package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.process.CannotStart;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the source tree is that we were built from: what other modules built is found from there, whatever the folder
/// that somebody stands in.
public final class Checkout {
    private Checkout() {}

    /// What lies in the tree, by its path from the top.
    public static Path path(String path) {
        return root().resolve(path);
    }

    /// The top of the tree.
    public static Path root() {
        try {
            var here = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (var folder = here; folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve("compose/kafka/pom.xml"))) {
                    return folder;
                }
            }
            throw new CannotStart(here + " is in no checkout of Orderly");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
