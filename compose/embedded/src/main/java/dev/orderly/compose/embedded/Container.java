package dev.orderly.compose.embedded;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import dev.orderly.compose.embedded.process.CannotStart;
import dev.orderly.compose.embedded.process.DataFolder;
import dev.orderly.compose.embedded.process.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;

/// A container with a name and one port on 127.0.0.1, whose log is in the data folder. It ends when it is told to, and
/// with this JVM, in whatever way that ends.
final class Container {
    /// Where its data is, seen from inside.
    static final String DATA = "/orderly-data";

    private static final int PATIENCE_SECONDS = 10;

    private final String part;
    private final Port port;
    private final String name;
    private final DataFolder data;
    private final Path log;
    private final GenericContainer<?> image;

    Container(String part, GenericContainer<?> image, Port port, int portInside, DataFolder data) {
        this.part = part;
        this.port = port;
        this.name = "orderly-" + part + "-" + port.number();
        this.data = data;
        this.log = data.log(part);
        this.image = image.withImagePullPolicy(_ -> false)
                .withLogConsumer(this::log)
                .withCreateContainerCmdModifier(
                        create -> create.withName(name).withLabels(new OurLabels(create.getLabels())));
        this.image.setPortBindings(List.of("127.0.0.1:" + port.number() + ":" + portInside));
    }

    /// To be told what else it needs.
    GenericContainer<?> image() {
        return image;
    }

    /// Gives it a place for data: memory where the data folder is disposable, so that nobody has to remove
    /// files of another user's; else a folder in it, apart from the embedded brokers', which any user may
    /// write that the image runs as.
    Container withData() {
        if (data.isDisposable()) {
            image.withTmpFs(Map.of(DATA, "rw"));
            return this;
        }
        try {
            var folder = Files.createDirectories(data.resolve("docker").resolve(part));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            // Testcontainers' own method first tries whether it can mount, and pulls one more image for it.
            image.withCreateContainerCmdModifier(
                    create -> create.getHostConfig().withBinds(new Bind(folder.toString(), new Volume(DATA))));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts it and waits until it serves, as this tells, who is given its log so far.
    Part start(Predicate<String> serves) {
        data.adoptContainer(part, name);
        try {
            image.waitingFor(new Serving(() -> serves.test(image.getLogs()), image::getLogs));
            image.start();
            return this::stop;
        } catch (RuntimeException e) {
            data.releaseContainer(part);
            throw new CannotStart(
                    port.wantedBy() + " did not start in Docker: " + reason(e) + ". Its log is " + log
                            + ". If its data is broken: make clean-data",
                    e);
        }
    }

    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip().lines().findFirst().orElse("");
    }

    /// Kindly if its data is kept: Testcontainers only kills.
    private void stop() {
        try {
            if (!data.isDisposable()) {
                image.getDockerClient()
                        .stopContainerCmd(image.getContainerId())
                        .withTimeout(PATIENCE_SECONDS)
                        .exec();
            }
        } catch (DockerException e) {
            // it has ended already
        }
        image.stop();
        data.releaseContainer(part);
    }

    private void log(OutputFrame frame) {
        try {
            Files.writeString(log, frame.getUtf8String(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // the folder is disposable and gone already
        }
    }

    /// Without the mark by which Testcontainers finds what to remove. Without its reaper it does so the moment
    /// that this JVM is told to end, while services that need the brokers are still stopping. Ours are watched
    /// over by the data folder.
    private static final class OurLabels extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;

        OurLabels(Map<String, String> labels) {
            super(labels);
        }

        @Override
        public void putAll(Map<? extends String, ? extends String> labels) {
            labels.forEach((label, value) -> {
                if (!label.equals(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL)) {
                    put(label, value);
                }
            });
        }
    }
}
