package dev.orderly.notification;

import dev.orderly.messaging.store.Table;
import dev.orderly.notification.Letter.Origin;
import dev.orderly.notification.Letter.Status;
import dev.orderly.schemas.notification.Channel;
import dev.orderly.schemas.notification.Template;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Letters as rows.
final class LettersTable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> PARAMS = new TypeReference<>() {};
    private static final Map<String, Template> TEMPLATES =
            Stream.of(Template.values()).collect(Collectors.toMap(Template::toString, Function.identity()));

    static final Table<Letter> TABLE = Table.of(Letters.LETTERS)
            .column("notification_id", "text", Letter::notificationId)
            .column("user_id", "text", Letter::userId)
            .column("order_id", "text", letter -> letter.orderId().orElse(null))
            .column("template", "text", letter -> letter.template().toString())
            .column("params", "json", letter -> JSON.writeValueAsString(letter.params()))
            .column("channel", "text", _ -> Channel.EMAIL.toString())
            .column("status", "text", letter -> letter.status().name())
            .column("reason", "text", Letter::reason)
            .column("requested_at", "timestamptz", letter -> Timestamp.from(letter.requestedAt()))
            .working(
                    "reopened_at",
                    "timestamptz",
                    letter -> letter.reopenedAt().map(Timestamp::from).orElse(null))
            .working("changed_at", "timestamptz", letter -> Timestamp.from(letter.changedAt()))
            .working("attempt", "int4", Letter::attempt)
            .working("sender", "text", Letter::sender)
            .working(
                    "due_at",
                    "timestamptz",
                    letter -> letter.dueAt().map(Timestamp::from).orElse(null))
            .working("request_id", "text", letter -> letter.origin().requestId())
            .working("correlation_id", "text", letter -> letter.origin().correlationId())
            .working("traceparent", "text", letter -> letter.origin().traceparent())
            .readBy(LettersTable::read);

    private LettersTable() {}

    static Letter read(ResultSet row) throws SQLException {
        return new Letter(
                row.getString("notification_id"),
                row.getString("user_id"),
                template(row.getString("template")),
                JSON.readValue(row.getString("params"), PARAMS),
                Status.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getTimestamp("requested_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("reopened_at")).map(Timestamp::toInstant),
                row.getTimestamp("changed_at").toInstant(),
                row.getInt("attempt"),
                row.getString("sender"),
                Optional.ofNullable(row.getTimestamp("due_at")).map(Timestamp::toInstant),
                new Origin(row.getString("request_id"), row.getString("correlation_id"), row.getString("traceparent")));
    }

    private static Template template(String word) {
        return Optional.ofNullable(TEMPLATES.get(word))
                .orElseThrow(() -> new IllegalStateException("no such template: " + word));
    }
}
