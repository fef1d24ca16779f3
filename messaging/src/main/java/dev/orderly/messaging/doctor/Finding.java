package dev.orderly.messaging.doctor;

/// What was found out about one thing.
///
/// @param thing what was looked at: `dead letters`
/// @param found what is so
/// @param todo what to do about it; empty where nothing has to be done
/// @param isUnreachable whether it is a dependency that could not be reached
public record Finding(Status status, String thing, String found, String todo, boolean isUnreachable) {

    private static final String AWAY = "cannot be reached: ";

    /// How bad it is.
    public enum Status {
        OK,
        /// Nothing has failed: it is not there yet.
        WAIT,
        /// Nothing fails for it yet, or somebody meant it so.
        WARN,
        BAD
    }

    public static Finding ok(String thing, String found) {
        return new Finding(Status.OK, thing, found, "", false);
    }

    static Finding waits(String thing, String found, String todo) {
        return new Finding(Status.WAIT, thing, found, todo, false);
    }

    public static Finding warn(String thing, String found, String todo) {
        return new Finding(Status.WARN, thing, found, todo, false);
    }

    public static Finding bad(String thing, String found, String todo) {
        return new Finding(Status.BAD, thing, found, todo, false);
    }

    /// A dependency that does not answer.
    static Finding away(String thing, String why, String todo) {
        return refused(thing, AWAY + why, todo);
    }

    boolean isAway() {
        return isUnreachable && found.startsWith(AWAY);
    }

    /// A dependency that answers, and does not let the service in.
    static Finding refused(String thing, String why, String todo) {
        return new Finding(Status.BAD, thing, why, todo, true);
    }
}
