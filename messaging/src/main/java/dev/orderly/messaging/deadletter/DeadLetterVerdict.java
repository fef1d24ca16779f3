package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.store.Buried;
import java.util.List;

/// What came of a remedy for one dead letter, or would come of it.
///
/// @param id `topic:partition:offset`
/// @param text what is so, for people
/// @param waiting how many facts wait behind it
/// @param released how many do no longer
record DeadLetterVerdict(
        String id,
        String type,
        String subject,
        String reason,
        Result result,
        String text,
        long waiting,
        long released) {

    /// How it ended.
    enum Result {
        /// It can be done, and was not.
        POSSIBLE,
        DONE,
        /// Done as far as this goes: it has its turn when earlier facts have had theirs.
        WAITING,
        /// Handed over, and a dead letter again.
        DEAD_LETTERED,
        /// Nothing was changed.
        IMPOSSIBLE
    }

    static DeadLetterVerdict of(Buried found, Result result, String text, long waiting, long released) {
        var letter = found.letter();
        return new DeadLetterVerdict(
                letter.record().place(),
                letter.type(),
                letter.subject(),
                letter.reason().code(),
                result,
                text,
                waiting,
                released);
    }

    static DeadLetterVerdict missing(String id) {
        return new DeadLetterVerdict(id, "", "", "", Result.IMPOSSIBLE, "there is no dead letter of this id", 0, 0);
    }

    boolean isWell() {
        return switch (result) {
            case POSSIBLE, DONE, WAITING -> true;
            case DEAD_LETTERED, IMPOSSIBLE -> false;
        };
    }

    /// How a command ends that came to these.
    static ExitCode code(List<DeadLetterVerdict> verdicts) {
        var well = verdicts.stream().filter(DeadLetterVerdict::isWell).count();
        if (well == verdicts.size()) {
            return ExitCode.DONE;
        }
        return well == 0 ? ExitCode.FAILED : ExitCode.PARTLY_DONE;
    }
}
