package dev.orderly.messaging.saga.command;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.saga.SagaRows.Wanted;
import dev.orderly.messaging.saga.SagaState.Status;
import dev.orderly.messaging.service.settings.DurationText;
import dev.orderly.messaging.telemetry.OutsideText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// Options that say which sagas are meant.
final class SagaFilter {
    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "open (the default: running and stuck), running, stuck, completed, compensated or all")
    private String status = "open";

    @Option(names = "--step", paramLabel = "STEP", description = "that stand at this step")
    private String step = "";

    @Option(names = "--older-than", paramLabel = "TIME", description = "that began longer ago than 30m, 2h, 7d")
    private String age = "";

    Wanted wanted(Instant now) {
        return new Wanted(statuses(), step, age.isEmpty() ? Optional.empty() : Optional.of(before(now)));
    }

    private Set<Status> statuses() {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "open" -> Set.of(Status.RUNNING, Status.STUCK);
            case "all" -> Set.of(Status.values());
            default ->
                Arrays.stream(Status.values())
                        .filter(each -> each.name().equalsIgnoreCase(status))
                        .collect(Collectors.collectingAndThen(Collectors.toSet(), this::known));
        };
    }

    private Set<Status> known(Set<Status> found) {
        if (found.isEmpty()) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "--status is '%s'; it must be open, running, stuck, completed, compensated or all"
                            .formatted(OutsideText.escaped(status)));
        }
        return found;
    }

    private Instant before(Instant now) {
        try {
            return now.minus(DurationText.parse(age));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException _) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "--older-than is '%s'; it must be a duration, such as 30m, 2h or 7d"
                            .formatted(OutsideText.escaped(age)));
        }
    }
}
