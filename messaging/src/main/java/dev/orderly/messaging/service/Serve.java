package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.commandline.ServiceCommand;
import dev.orderly.messaging.service.settings.Settings;
import dev.orderly.messaging.telemetry.Health;
import dev.orderly.messaging.telemetry.LogTelemetry;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/// `serve`: runs the service until it is told to stop.
@Command(name = "serve", description = "run the service until SIGTERM or Ctrl-C")
public final class Serve implements ServiceCommand {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);
    private static final Duration SUMMARY_EVERY = Duration.ofSeconds(1);

    private final String version;
    private final Plan plan;

    public Serve(String version, Plan plan) {
        this.version = version;
        this.plan = plan;
    }

    /// What a service is made of.
    public interface Plan {

        /// The components in the order of their start. Whatever can be checked without a dependency is checked here.
        List<Component> components(Grounds grounds);
    }

    /// What components stand on.
    ///
    /// @param fail ends the service with an exit code and a line, from any thread
    public record Grounds(
            Settings settings, Telemetry telemetry, Health health, InstantSource time, Consumer<Failure> fail) {}

    @Override
    public boolean logsToStdout() {
        return true;
    }

    @Override
    public ExitCode run(Settings settings, Output output) throws InterruptedException {
        var time = InstantSource.system();
        var log = new LogTelemetry(time);
        var health = new Health(log, time);
        var lifecycle = new Lifecycle(log, time, STOP_WITHIN);
        var components = new ArrayList<Component>();
        components.add(Component.of("log", () -> {}, log::flush));
        components.add(new Ticking("log summary", SUMMARY_EVERY, log::tick));
        components.addAll(plan.components(new Grounds(settings, log, health, time, lifecycle::fail)));
        components.add(Component.of("readiness", () -> {}, health::stopping));
        StopSignal.stops(lifecycle);
        log.emit(new Signal.Starting(version));
        var failure = lifecycle.run(components, health::started);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return ExitCode.DONE;
    }
}
