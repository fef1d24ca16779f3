package dev.orderly.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// What the mail worker asks of the letters' rows. It only looks: what changes a letter goes along the line.
interface LetterQueue {

    /// A letter that may be sent now, and to whom.
    record Claimed(Letter letter, Recipient recipient) {}

    /// A letter whose time has come.
    record Due(Letter letter, boolean isUserKnown) {}

    /// A place in the order of letters that are due.
    record DueCursor(Instant dueAt, String notificationId) {
        static final DueCursor FIRST = new DueCursor(Instant.EPOCH, "");

        static DueCursor of(Letter letter) {
            return new DueCursor(letter.dueAt().orElseThrow(), letter.notificationId());
        }
    }

    /// What one page of the due letters holds.
    ///
    /// @param next behind which the next page begins; the first place after the last page
    record DuePage(List<Due> due, DueCursor next) {}

    /// Letters whose time has come, oldest first; those that another instance is at work on are left out.
    List<Due> due(Instant now, int most);

    /// Of these, only such as need no mail server to be decided: their sender is dead, or their user unknown. Goes
    /// through a limited number of them, so that it takes the same time however many wait.
    DuePage dueWithoutMail(Instant now, DueCursor after, int most);

    /// Waits until no transaction is at work on these letters: one whose end nobody knows may be at its commit still.
    void awaitAtRest(Collection<String> notificationIds);

    /// Those of the letters that this sender has claimed and that have not ended.
    List<Claimed> claimedBy(String sender, Collection<String> notificationIds);
}
