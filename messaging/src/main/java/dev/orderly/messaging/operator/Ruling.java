package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import java.util.List;

/// The result of a command for one thing, done or only planned.
///
/// @param id what it is called by
/// @param text what is so, for people
public record Ruling(String id, Result result, String text) {

    /// How it ended.
    public enum Result {
        /// It can be done, and was not.
        POSSIBLE,
        DONE,
        /// Nothing was changed, or would be.
        IMPOSSIBLE
    }

    boolean isWell() {
        return result != Result.IMPOSSIBLE;
    }

    /// How a command ends that came to these.
    static ExitCode code(List<Ruling> rulings) {
        var well = rulings.stream().filter(Ruling::isWell).count();
        if (well == rulings.size()) {
            return ExitCode.DONE;
        }
        return well == 0 ? ExitCode.FAILED : ExitCode.PARTLY_DONE;
    }
}
