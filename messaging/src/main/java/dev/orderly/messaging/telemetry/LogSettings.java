package dev.orderly.messaging.telemetry;

import org.slf4j.event.Level;

/// How the log looks, and from which level on our own lines are written; those of libraries are written from WARN on.
public record LogSettings(Format format, Level level) {

    /// For people, or for machines.
    public enum Format {
        TEXT,
        JSON
    }
}
