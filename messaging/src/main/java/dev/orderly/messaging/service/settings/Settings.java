package dev.orderly.messaging.service.settings;

import dev.orderly.messaging.telemetry.OutsideText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// What is set, and by what. A flag comes before the environment, the environment before the default; a variable that
/// is set to nothing counts as not set.
public final class Settings {
    private static final int FILE_LIMIT = 64 * 1024;

    private final Map<String, String> environment;
    private final Map<String, String> flags;

    /// @param flags what the command line sets, by the variable's name
    public Settings(Map<String, String> environment, Map<String, String> flags) {
        this.environment = Map.copyOf(environment);
        this.flags = Map.copyOf(flags);
    }

    /// What set a value, strongest first.
    public enum Origin {
        FLAG,
        ENVIRONMENT,
        FILE,
        DEFAULT
    }

    /// @param name how the user set it: `HTTP_PORT` or `--http-port`
    record Given(String name, String text, Origin origin) {}

    /// @throws SettingException for the first setting that is missing or malformed
    public <T> T get(SettingGroup<T> group) {
        return group.read().apply(this);
    }

    /// @throws SettingException if it is missing or malformed
    public <T> T get(Setting<T> setting) {
        var given = given(setting);
        if (given.origin() == Origin.DEFAULT
                && given.text().isEmpty()
                && setting.fallback().isEmpty()) {
            throw wrong(setting, given, "is not set");
        }
        try {
            return setting.parse().apply(given.text());
        } catch (IllegalArgumentException e) {
            throw wrong(setting, given, "is '" + OutsideText.escaped(setting.shown(given.text())) + "'");
        }
    }

    public Origin origin(Setting<?> setting) {
        return given(setting).origin();
    }

    /// The text in force, as it may be shown.
    public String shown(Setting<?> setting) {
        return setting.shown(given(setting).text());
    }

    private Given given(Setting<?> setting) {
        var variable = setting.variable();
        if (flags.containsKey(variable)) {
            return new Given(setting.flag(), flags.get(variable).strip(), Origin.FLAG);
        }
        var fileVariable = setting.fileVariable();
        if (setting.mayComeFromFile() && flags.containsKey(fileVariable)) {
            return new Given(setting.flag(), content(setting.flag(), flags.get(fileVariable)), Origin.FILE);
        }
        var text = environment.getOrDefault(variable, "").strip();
        var file = setting.mayComeFromFile()
                ? environment.getOrDefault(fileVariable, "").strip()
                : "";
        if (!text.isEmpty() && !file.isEmpty()) {
            throw new SettingException("%s and %s are both set; set only one of them, such as %s=%s"
                    .formatted(variable, fileVariable, variable, setting.example()));
        }
        if (!file.isEmpty()) {
            return new Given(fileVariable, content(fileVariable, file), Origin.FILE);
        }
        return text.isEmpty()
                ? new Given(variable, setting.fallback().orElse(""), Origin.DEFAULT)
                : new Given(variable, text, Origin.ENVIRONMENT);
    }

    private static String content(String name, String file) {
        try {
            var path = Path.of(file);
            if (Files.size(path) <= FILE_LIMIT) {
                return Files.readString(path).strip();
            }
        } catch (IOException | InvalidPathException e) {
            throw unreadable(name, file);
        }
        throw unreadable(name, file);
    }

    private static SettingException unreadable(String name, String file) {
        return new SettingException("%s is '%s'; it must be a text file that can be read, such as %s=/run/secrets/%s"
                .formatted(name, OutsideText.escaped(file), name, "password"));
    }

    private static SettingException wrong(Setting<?> setting, Given given, String what) {
        return new SettingException("%s %s; it must be %s, such as %s=%s"
                .formatted(given.name(), what, setting.expects(), given.name(), setting.example()));
    }
}
