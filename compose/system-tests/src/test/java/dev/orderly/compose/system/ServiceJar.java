package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.Checkout;
import dev.orderly.compose.embedded.process.JavaRuntime;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The jar of a service, as users have it, and how a JVM runs it.
record ServiceJar(Path file, ClassArchive archive) {
    static ServiceJar of(String service) {
        var file = Checkout.path(service + "/target/" + service + ".jar");
        return new ServiceJar(file, new ClassArchive(service, file));
    }

    /// The command line that runs it; with the fault that is planted, if one is.
    ///
    /// @param heap the JVM's flag for it
    List<String> command(String heap, List<String> arguments) {
        var changed = Fault.planted().flatMap(fault -> fault.in(this));
        return changed.isPresent()
                ? command(
                        List.of(heap),
                        List.of("-cp", changed.get() + File.pathSeparator + file, mainClass()),
                        arguments)
                : command(archive.flags(), heap, arguments);
    }

    /// One that makes the archive of its classes.
    List<String> archiving(String heap, List<String> arguments) {
        return command(archive.making(), heap, arguments);
    }

    private List<String> command(List<String> flags, String heap, List<String> arguments) {
        var all = new ArrayList<>(flags);
        all.add(heap);
        return command(all, List.of("-jar", file.toString()), arguments);
    }

    private List<String> command(List<String> flags, List<String> program, List<String> arguments) {
        assertThat(file).as("built before these tests run, by mvn verify").isRegularFile();
        var all = new ArrayList<>(program);
        all.addAll(arguments);
        return JavaRuntime.command(flags, all.toArray(String[]::new));
    }

    /// Loads it and its libraries, apart from all that is loaded already.
    ClassLoader load() {
        try (var libraries = Files.list(file.resolveSibling("lib"))) {
            var urls = new ArrayList<URL>();
            for (var each : Stream.concat(Stream.of(file), libraries).toList()) {
                urls.add(each.toUri().toURL());
            }
            return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String mainClass() {
        try (var jar = new JarFile(file.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
