package dev.orderly.messaging.doctor;

import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.service.settings.Settings;
import java.util.List;

/// A service as its doctor sees it.
///
/// @param own checks of what this service alone has
/// @param addresses what to connect to, for people
public record Patient(Site site, NatsSettings nats, List<Check> own, Addresses addresses) implements AutoCloseable {
    public Patient {
        own = List.copyOf(own);
    }

    /// Where the settings say that it is. Nothing is connected to yet.
    public interface Finder {
        Patient find(Settings settings);
    }

    String service() {
        return site.service();
    }

    @Override
    public void close() {
        site.close();
    }
}
