package dev.orderly.compose.system;

import static dev.orderly.compose.system.ReckonedRows.row;
import static dev.orderly.compose.system.ReckonedRows.text;

import java.util.List;

/// Reckons letters, recipients and mailboxes.
record ReckonedLetters(ReckonedRows rows) {

    List<String> lines() {
        for (var fact : rows.firsts("user-events", "/orderly/user-events")) {
            rows.change("recipients", fact.subject(), found -> {
                var user = found.isEmpty()
                        ? row("user_id", fact.subject(), "name", "", "email", "", "active", false)
                        : found;
                switch (fact.type()) {
                    case "user.registered" -> {
                        user.put("name", text(fact.data(), "name"));
                        user.put("email", text(fact.data(), "email"));
                        user.put("active", true);
                    }
                    case "user.email-changed" -> user.put("email", text(fact.data(), "email"));
                    case "user.deactivated" -> user.put("active", false);
                    default -> {}
                }
                user.put("version", fact.sequence());
                return user;
            });
        }
        for (var fact : rows.firsts("notification-events", "/orderly/notification-service")) {
            letter(fact);
            rows.change("mailboxes", fact.subject(), _ -> row("user_id", fact.subject(), "version", fact.sequence()));
        }
        return rows.lines("recipients", "letters", "mailboxes");
    }

    private void letter(Fact fact) {
        var data = fact.data();
        var id = text(data, "notificationId");
        switch (fact.type()) {
            case "notification.requested" ->
                rows.change(
                        "letters",
                        id,
                        _ -> row(
                                "notification_id", id,
                                "user_id", fact.subject(),
                                "order_id", data.path("params").path("orderId").asString(null),
                                "template", text(data, "template"),
                                "params", data.path("params"),
                                "channel", "email",
                                "status", "REQUESTED",
                                "reason", "",
                                "requested_at", fact.text("time")));
            case "notification.sent" -> {
                rows.put("letters", id, "status", "SENT");
                rows.put("letters", id, "reason", "");
            }
            default -> {
                var reason = text(data, "reason");
                rows.put("letters", id, "status", reason.equals("uncertain") ? "UNCERTAIN" : "UNDELIVERABLE");
                rows.put("letters", id, "reason", reason);
            }
        }
    }
}
