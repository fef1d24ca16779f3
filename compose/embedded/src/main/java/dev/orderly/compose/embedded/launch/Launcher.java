package dev.orderly.compose.embedded.launch;

import dev.orderly.compose.embedded.Checkout;
import dev.orderly.compose.embedded.process.CannotStart;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.slf4j.LoggerFactory;

/// What `make run` runs, and, with `--brokers-only`, `make brokers`. Ends with exit code 0 when it is told to (Ctrl-C,
/// SIGTERM), with 1 when it cannot start.
final class Launcher {
    private static final String BROKERS_ONLY = "--brokers-only";

    private final Announcements announcements = new Announcements(System.out);
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicBoolean failed = new AtomicBoolean();

    private Launcher() {}

    static void main(String[] args) throws InterruptedException {
        var brokersOnly = List.of(args).contains(BROKERS_ONLY);
        run(offset -> brokersOnly ? List.of() : services(offset));
    }

    /// Runs these services, which are told how far every port is moved, until a signal comes.
    static void run(IntFunction<List<ServiceSpec>> services) throws InterruptedException {
        System.setProperty("logback.configurationFile", "launcher-logback.xml");
        LoggerFactory.getILoggerFactory(); // once, before the parts that log start side by side
        new Launcher().start(services);
    }

    private void start(IntFunction<List<ServiceSpec>> services) throws InterruptedException {
        try {
            var settings = Settings.from(System.getenv());
            var stack = new Stack(settings, services.apply(settings.offset()), announcements);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack), "stop"));
            stack.start();
            never.await();
        } catch (CannotStart e) {
            announcements.cannotStart(e.line());
            failed.set(true);
            System.exit(1);
        }
    }

    /// A JVM that a signal ends would report the signal; we report that all went as asked.
    private void end(Stack stack) {
        if (!failed.get()) {
            announcements.stopping();
        }
        stack.close();
        if (!failed.get()) {
            announcements.stopped();
        }
        Runtime.getRuntime().halt(failed.get() ? 1 : 0);
    }

    private static List<ServiceSpec> services(int offset) {
        return List.of(
                service("user-events", 8081 + offset, OptionalInt.empty()),
                service("order-service", 8082 + offset, OptionalInt.empty()),
                service("notification-service", 8083 + offset, OptionalInt.empty()));
    }

    private static ServiceSpec service(String name, int httpPort, OptionalInt grpcPort) {
        return new ServiceSpec(name, Checkout.path(name + "/target/" + name + ".jar"), httpPort, grpcPort);
    }
}
