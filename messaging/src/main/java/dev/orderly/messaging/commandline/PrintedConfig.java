package dev.orderly.messaging.commandline;

import dev.orderly.messaging.service.settings.Setting;
import dev.orderly.messaging.service.settings.SettingGroup;
import dev.orderly.messaging.service.settings.Settings;
import dev.orderly.messaging.telemetry.OutsideText;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `--print-config`: what is in force, and where it comes from. The text can be sourced by a shell again.
final class PrintedConfig {
    private final List<SettingGroup<?>> groups;

    PrintedConfig(List<SettingGroup<?>> groups) {
        this.groups = groups;
    }

    private record Entry(String name, String value, String origin) {}

    ExitCode print(Settings settings, Output output) {
        groups.forEach(settings::get);
        var entries = groups.stream()
                .flatMap(group -> group.settings().stream())
                .map(setting -> entry(setting, settings))
                .toList();
        if (output.isJson()) {
            output.json(Map.of("settings", entries));
        } else {
            entries.forEach(each -> output.data().println(each.name() + "=" + each.value() + "  # " + each.origin()));
        }
        return ExitCode.DONE;
    }

    private static Entry entry(Setting<?> setting, Settings settings) {
        var origin = settings.origin(setting).name().toLowerCase(Locale.ROOT);
        return new Entry(setting.variable(), OutsideText.escaped(settings.shown(setting)), origin);
    }
}
