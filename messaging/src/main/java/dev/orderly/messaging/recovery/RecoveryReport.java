package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.telemetry.Counts;

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
                "recovered: %s, %s of handled messages, %s; %,d that had not ended %s asked again%n",
                Counts.told(facts, "fact"),
                Counts.told(identities, "identity", "identities"),
                Counts.told(deadLetters, "dead letter"),
                askedAgain,
                askedAgain == 1 ? "is" : "are");
        if (leftOut > 0) {
            talk.printf(
                    "left out: %,d in the service's name that this version could not have written, the first at %s%n",
                    leftOut, firstLeftOut);
        }
        if (holes > 0) {
            talk.printf(
                    "%s missing between others: the topics have lost %s%n",
                    Counts.told(holes, "fact is", "facts are"), holes == 1 ? "it" : "them");
            return ExitCode.PARTLY_DONE;
        }
        return ExitCode.DONE;
    }
}
