package dev.orderly.messaging.service.settings;

import java.util.List;
import java.util.function.Function;

/// The settings of one subject, and the record that they make.
public record SettingGroup<T>(List<Setting<?>> settings, Function<Settings, T> read) {

    public SettingGroup {
        settings = List.copyOf(settings);
    }
}
