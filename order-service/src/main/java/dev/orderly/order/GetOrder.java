package dev.orderly.order;

import dev.orderly.messaging.request.Answer;
import dev.orderly.messaging.request.Call;
import dev.orderly.messaging.request.Id;
import dev.orderly.messaging.request.Question;
import dev.orderly.messaging.saga.Entry;
import dev.orderly.messaging.saga.SagaState;
import dev.orderly.messaging.saga.SagaTable;
import dev.orderly.schemas.order.OrderLine;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// `order.get`: an order, and how far its saga has come.
final class GetOrder implements Question<GetOrder.Asked> {
    private static final String SELECT = """
            SELECT o.*, s.saga_id, s.definition, s.version AS saga_version, s.step, s.turned, s.status AS saga_status,
                   s.attempt, s.due_at, s.failures, s.timeline, s.correlation_id, s.traceparent
            FROM orders o LEFT JOIN sagas s ON s.saga_id = o.order_id
            WHERE o.order_id = ? AND o.version > 0""";

    private final DataSource database;

    GetOrder(DataSource database) {
        this.database = database;
    }

    /// What is asked.
    record Asked(String orderId) {
        Asked {
            Id.checked("orderId", orderId);
        }
    }

    /// What is answered.
    record Found(
            String orderId,
            String userId,
            String status,
            Optional<String> reason,
            Optional<String> detail,
            String currency,
            long total,
            List<OrderLine> lines,
            Optional<Course> saga) {}

    /// The saga's course.
    ///
    /// @param direction `FORWARD` or `BACKWARD`
    record Course(String name, String status, String step, String direction, List<Line> timeline) {}

    /// A line of the timeline.
    ///
    /// @param attempt absent for a step that asks nobody
    record Line(
            String step,
            Optional<String> sent,
            Optional<String> answer,
            Optional<Integer> attempt,
            Optional<Instant> time) {}

    @Override
    public String subject() {
        return "order.get";
    }

    @Override
    public Class<Asked> asked() {
        return Asked.class;
    }

    @Override
    public Answer answer(Call<Asked> call) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(SELECT)) {
            connection.setAutoCommit(true);
            select.setString(1, call.asked().orderId());
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    return new Answer.NotFound("there is no such order");
                }
                var order = Tables.order(row);
                var saga = row.getString("saga_id") == null
                        ? Optional.<SagaState>empty()
                        : Optional.of(SagaTable.joined(row));
                return new Answer.Found(found(order, saga));
            }
        }
    }

    private static Found found(Order order, Optional<SagaState> saga) {
        return new Found(
                order.orderId(),
                order.userId(),
                order.status().name(),
                said(order.reason()),
                said(order.detail()),
                order.currency(),
                order.total(),
                order.lines(),
                saga.map(GetOrder::course));
    }

    private static Course course(SagaState saga) {
        return new Course(
                saga.definition(),
                saga.status().name(),
                saga.step(),
                saga.turned() ? "BACKWARD" : "FORWARD",
                saga.timeline().stream().map(GetOrder::line).toList());
    }

    private static Line line(Entry entry) {
        var attempt = entry.attempt() == 0 ? Optional.<Integer>empty() : Optional.of(entry.attempt());
        return new Line(entry.step(), said(entry.sent()), said(entry.answer()), attempt, entry.time());
    }

    private static Optional<String> said(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
