package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;

/// What came of a recovery.
///
/// @param facts own ones that were folded
/// @param holes own facts that are missing between others
/// @param identities messages that are known again as handled, beside those that their offsets tell
/// @param deadLetters how many there are again
/// @param askedAgain what had not ended
/// @param leftOut records in the service's name that this version could not have written
/// @param firstLeftOut where the first of them lies, and what is wrong with it; empty where there is none
record RecoveryReport(
        long facts, long holes, long identities, long deadLetters, long askedAgain, long leftOut, String firstLeftOut) {

    /// @return how a command ends that came to this
    ExitCode show(Output output) {
        if (output.isJson()) {
            output.json(this);
        }
        var talk = output.talk();
        talk.printf(
                "recovered: %,d facts, %,d identities of handled messages, %,d dead letters; %,d that had not ended are asked again%n",
                facts, identities, deadLetters, askedAgain);
        if (leftOut > 0) {
            talk.printf(
                    "left out: %,d in the service's name that this version could not have written, the first at %s%n",
                    leftOut, firstLeftOut);
        }
        if (holes > 0) {
            talk.printf("%,d facts are missing between others: the topics have lost them%n", holes);
            return ExitCode.PARTLY_DONE;
        }
        return ExitCode.DONE;
    }
}
