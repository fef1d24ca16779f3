package dev.orderly.compose.embedded;

import dev.orderly.compose.embedded.mail.Letters;
import dev.orderly.compose.embedded.process.CannotStart;
import dev.orderly.compose.embedded.process.DataFolder;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// The brokers of a test JVM: one set, started when first asked for.
final class SharedBrokers {
    private SharedBrokers() {}

    static Brokers brokers() {
        return Holder.OUTCOME.get();
    }

    private static Brokers start() {
        LoggerFactory.getILoggerFactory(); // once, before the parts that log start side by side
        var environment = System.getenv();
        var infra = Infra.chosen(environment);
        System.out.println("brokers: " + infra);
        var data = TestData.open();
        var brokers = Brokers.start(infra, data, Ports.free(), new Letters.Forgotten(), environment);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(brokers, data), "brokers-stop"));
        return brokers;
    }

    /// Of embedded ones, only the processes: their data goes with them, so nobody waits until it is safe on disk.
    private static void stop(Brokers brokers, DataFolder data) {
        if (brokers.infra() != Infra.EMBEDDED) {
            brokers.close();
        }
        data.close();
    }

    /// Every test is told the reason, not only the first one that asked.
    private static Supplier<Brokers> outcome() {
        try {
            var brokers = start();
            return () -> brokers;
        } catch (CannotStart e) {
            return () -> {
                throw new CannotStart(e.line(), e);
            };
        }
    }

    /// Starts them when it is loaded, which the JVM does once, and lets other threads wait for it.
    private static final class Holder {
        private static final Supplier<Brokers> OUTCOME = outcome();
    }
}
