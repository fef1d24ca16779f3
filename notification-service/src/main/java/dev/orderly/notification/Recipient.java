package dev.orderly.notification;

/// A user as letters need to know one.
///
/// @param active false once deactivated: letters about what goes on still reach the user
/// @param version the last fact of `user-events` that was seen
record Recipient(String userId, String name, String email, boolean active, long version) {

    static Recipient unknown(String userId) {
        return new Recipient(userId, "", "", false, 0);
    }

    boolean isKnown() {
        return !email.isEmpty();
    }
}
