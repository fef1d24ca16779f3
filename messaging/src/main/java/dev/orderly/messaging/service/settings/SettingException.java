package dev.orderly.messaging.service.settings;

/// A setting is missing or malformed. The message is one line that names it and shows a right value.
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SettingException(String line) {
        super(line);
    }
}
