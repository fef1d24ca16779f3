package dev.orderly.notification;

import dev.orderly.schemas.notification.Template;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A letter and where it stands. Until it was asked for (`NONE`), the other parts mean nothing.
///
/// @param reason why it is undeliverable, or why it was put back; else empty
/// @param reopenedAt when somebody last wanted it sent again
/// @param attempt how often it was claimed: tells the result of this attempt from one that comes late
/// @param sender who claimed it, while `SENDING`; else empty
/// @param dueAt while `REQUESTED`, when to try; while `SENDING`, when its sender counts as dead; none once it ended
record Letter(
        String notificationId,
        String userId,
        Template template,
        Map<String, String> params,
        Status status,
        String reason,
        Instant requestedAt,
        Optional<Instant> reopenedAt,
        Instant changedAt,
        int attempt,
        String sender,
        Optional<Instant> dueAt,
        Origin origin) {
    static final String ORDER_ID = "orderId";
    static final String UNKNOWN_USER = "unknown-user";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    enum Status {
        NONE,
        REQUESTED,
        SENDING,
        SENT,
        UNDELIVERABLE,
        UNCERTAIN
    }

    /// Where the letter stands in its story, so that what follows from a send, much later, is told as part of it.
    ///
    /// @param requestId id of the fact `notification.requested`
    record Origin(String requestId, String correlationId, String traceparent) {
        static final Origin NONE = new Origin("", "", "");
    }

    Letter {
        params = Map.copyOf(params);
    }

    static Letter none(String notificationId) {
        return new Letter(
                notificationId,
                "",
                Template.WELCOME,
                Map.of(),
                Status.NONE,
                "",
                Instant.EPOCH,
                Optional.empty(),
                Instant.EPOCH,
                0,
                "",
                Optional.empty(),
                Origin.NONE);
    }

    boolean exists() {
        return status != Status.NONE;
    }

    /// The order that it is about. Facts carry it among the params, so that the letter can be had again from them.
    Optional<String> orderId() {
        return orderId(params);
    }

    static Optional<String> orderId(Map<String, String> params) {
        return Optional.ofNullable(params.get(ORDER_ID)).filter(ID.asMatchPredicate());
    }

    /// When it was asked for, at first or again: from then on it is tried for so long.
    Instant askedAt() {
        return reopenedAt.orElse(requestedAt);
    }

    Letter reopened(Instant now) {
        return new Letter(
                notificationId,
                userId,
                template,
                params,
                status,
                reason,
                requestedAt,
                Optional.of(now),
                changedAt,
                attempt,
                sender,
                dueAt,
                origin);
    }

    boolean isDue(Instant now) {
        return dueAt.isPresent() && !dueAt.get().isAfter(now);
    }

    boolean isSending(int thisAttempt) {
        return status == Status.SENDING && attempt == thisAttempt;
    }
}
