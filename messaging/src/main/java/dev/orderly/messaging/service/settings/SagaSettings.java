package dev.orderly.messaging.service.settings;

import java.time.Duration;
import java.util.List;

/// How long sagas wait, and how many at a time.
///
/// @param answerTimeout within which a step must be answered
/// @param openLimit sagas of this instance that may await an answer; above it, no new one is started
public record SagaSettings(Duration answerTimeout, int openLimit) {
    private static final Setting<Duration> ANSWER_TIMEOUT = Kinds.duration(
            "SAGA_ANSWER_TIMEOUT",
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofDays(7),
            "how long a saga waits for an answer before it turns back");
    private static final Setting<Integer> OPEN_LIMIT = Kinds.number(
            "SAGA_OPEN_LIMIT", 4_000, 1, 1_000_000, "sagas that may await an answer before commands are paused");

    public static final SettingGroup<SagaSettings> GROUP = new SettingGroup<>(
            List.of(ANSWER_TIMEOUT, OPEN_LIMIT),
            settings -> new SagaSettings(settings.get(ANSWER_TIMEOUT), settings.get(OPEN_LIMIT)));
}
