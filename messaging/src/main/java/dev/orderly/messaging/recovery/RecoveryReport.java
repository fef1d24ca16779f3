package dev.orderly.messaging.recovery;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.telemetry.Counts;
import java.util.List;

/// What came of a recovery.
///
/// @param facts own ones that were folded
/// @param holes own facts that are missing between others
/// @param identities messages that are known again as handled, beside those that their offsets tell
/// @param deadLetters how many there are again
/// @param askedAgain what had not ended
/// @param unsettled records of which nobody knows whether they were handled: they are when the service goes on
/// @param strays what was left out, since this version could not have written it
/// @param doubles what was left out, since another fact has its number
record RecoveryReport(
        long facts,
        long holes,
        long identities,
        long deadLetters,
        long askedAgain,
        long unsettled,
        LeftOut strays,
        LeftOut doubles) {

    /// What is printed as JSON.
    ///
    /// @param leftOut records in the service's name that this version could not have written
    /// @param places where the first of these lie, and what is wrong with each
    /// @param doubled facts with the number of another, which counts
    /// @param doublePlaces where the first of these lie, with number and subject
    private record Shown(
            long facts,
            long holes,
            long identities,
            long deadLetters,
            long askedAgain,
            long unsettled,
            long leftOut,
            List<String> places,
            long doubled,
            List<String> doublePlaces) {}

    /// @return how a command ends that came to this
    ExitCode show(Output output) {
        if (output.isJson()) {
            output.json(new Shown(
                    facts,
                    holes,
                    identities,
                    deadLetters,
                    askedAgain,
                    unsettled,
                    strays.count(),
                    strays.first(),
                    doubles.count(),
                    doubles.first()));
        }
        var talk = output.talk();
        talk.printf(
                "recovered: %s, %s of handled messages, %s; %,d that had not ended %s asked again%n",
                Counts.told(facts, "fact"),
                Counts.told(identities, "identity", "identities"),
                Counts.told(deadLetters, "dead letter"),
                askedAgain,
                askedAgain == 1 ? "is" : "are");
        if (unsettled > 0) {
            talk.printf(
                    "%s not settled, and handled when the service goes on: the state is not whole before%n",
                    Counts.told(unsettled, "record was", "records were"));
        }
        strays.show("left out", output);
        doubles.show("left out", output);
        if (holes > 0) {
            talk.printf(
                    "%s missing between others: the topics have lost %s%n",
                    Counts.told(holes, "fact is", "facts are"), holes == 1 ? "it" : "them");
        }
        return holes > 0 || doubles.count() > 0 ? ExitCode.PARTLY_DONE : ExitCode.DONE;
    }
}
