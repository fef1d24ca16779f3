package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

/// Orders and credit tell the same story, though no transaction ever spanned both databases.
record Ledger(Rows orders, Rows users) {

    void holds() {
        nobodyIsInDebt();
        whatIsReservedIsTheSumOfTheHolds();
        whatWasCapturedIsWhatWasConfirmed();
        stockIsWhatWasSetLessWhatWasTaken();
    }

    private void nobodyIsInDebt() {
        assertThat(users.of("SELECT * FROM users WHERE reserved < 0 OR balance < reserved"))
                .isEmpty();
    }

    private void whatIsReservedIsTheSumOfTheHolds() {
        assertThat(users.of("""
                SELECT u.user_id, u.reserved, held.sum FROM users u LEFT JOIN
                  (SELECT user_id, sum(amount) FROM holds WHERE state = 'HELD' GROUP BY user_id) held USING (user_id)
                WHERE u.reserved <> coalesce(held.sum, 0)"""))
                .as("reserved, but not the sum of what is held")
                .isEmpty();
    }

    private void whatWasCapturedIsWhatWasConfirmed() {
        var captured = new HashMap<String, Object>();
        users.of("SELECT order_id, user_id, amount FROM holds WHERE state = 'CAPTURED'")
                .forEach(row ->
                        captured.put((String) row.get("order_id"), row.get("user_id") + " " + row.get("amount")));
        var confirmed = new HashMap<String, Object>();
        orders.of("SELECT order_id, user_id, total FROM orders WHERE status = 'CONFIRMED'")
                .forEach(row ->
                        confirmed.put((String) row.get("order_id"), row.get("user_id") + " " + row.get("total")));
        assertThat(difference(captured, confirmed))
                .as("captured, not confirmed")
                .isEmpty();
        assertThat(difference(confirmed, captured))
                .as("confirmed, not captured")
                .isEmpty();
    }

    /// Ended orders give back what is not theirs; confirmed ones took it for good.
    private void stockIsWhatWasSetLessWhatWasTaken() {
        assertThat(orders.of("SELECT * FROM stock WHERE available < 0")).isEmpty();
        assertThat(orders.of("SELECT order_id, status, reserved FROM orders WHERE status IN ('REJECTED', 'CANCELLED')"
                        + " AND reserved::text <> '{}'"))
                .as("turned back, and stock still set aside")
                .isEmpty();
    }

    private static Map<String, Object> difference(Map<String, Object> these, Map<String, Object> those) {
        var rest = new HashMap<>(these);
        rest.entrySet().removeIf(each -> each.getValue().equals(those.get(each.getKey())));
        return rest;
    }
}
