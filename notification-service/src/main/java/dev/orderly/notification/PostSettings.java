package dev.orderly.notification;

import java.time.Duration;

/// How letters are sent.
///
/// @param inFlight letters that an instance may have in state `SENDING`: as many may be uncertain after a
///     crash; a batch, which costs much the same whether it is small or large, is about half of them
/// @param lease how long a sender that says nothing counts as alive
/// @param userWait how long an unknown user is waited for
/// @param retry the first delay after a failure; it doubles up to `longestRetry`
/// @param giveUp for how long a server may put off one letter. Source: RFC 5321, 4.5.4.1: at least 4-5 days
/// @param gathering how long the first result of several sends waits for the others, so that a batch is worth its
///     transaction
/// @param idle how long to wait when there is nothing to do; longer when it stays so
record PostSettings(
        int inFlight,
        Duration lease,
        Duration userWait,
        Duration retry,
        Duration longestRetry,
        Duration giveUp,
        Duration gathering,
        Duration idle) {
    static final PostSettings DEFAULT = new PostSettings(
            256,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofDays(5),
            Duration.ofMillis(25),
            Duration.ofMillis(20));

    /// How long to wait after so many failures in a row, from 1.
    Duration delay(int failures) {
        var doubled = retry.multipliedBy(1L << Math.clamp(failures - 1L, 0, 20));
        return doubled.compareTo(longestRetry) < 0 ? doubled : longestRetry;
    }
}
