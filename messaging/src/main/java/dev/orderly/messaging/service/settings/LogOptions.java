package dev.orderly.messaging.service.settings;

import dev.orderly.messaging.telemetry.LogSettings;
import java.util.List;
import org.slf4j.event.Level;

/// How the log looks.
public final class LogOptions {
    private static final Setting<LogSettings.Format> FORMAT =
            Kinds.oneOf("LOG_FORMAT", LogSettings.Format.TEXT, "how log lines look");
    private static final Setting<Level> LEVEL =
            Kinds.oneOf("LOG_LEVEL", Level.INFO, "from which level on the service's log lines are written");

    public static final SettingGroup<LogSettings> GROUP = new SettingGroup<>(
            List.of(FORMAT, LEVEL), settings -> new LogSettings(settings.get(FORMAT), settings.get(LEVEL)));

    private LogOptions() {}
}
