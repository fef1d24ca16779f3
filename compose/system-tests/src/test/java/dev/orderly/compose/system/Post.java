package dev.orderly.compose.system;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every order that ended has its letter, and no letter went out twice.
record Post(Rows orders, Rows letters, Mailbox mailbox) {

    void holds() {
        noLetterCameTwice();
        everyOrderHasItsLetter();
        whatWasSentHasArrived();
    }

    private void noLetterCameTwice() {
        var twice = mailbox.letters().stream().collect(groupingBy(Letter::id, counting()));
        twice.values().removeIf(count -> count == 1);
        assertThat(twice).as("letters that came more than once").isEmpty();
    }

    private void everyOrderHasItsLetter() {
        var ended = column(orders, "SELECT order_id AS id FROM orders WHERE reason <> 'unknown-user'");
        var written = column(letters, "SELECT order_id AS id FROM letters WHERE order_id IS NOT NULL");
        assertThat(written).doesNotHaveDuplicates();
        assertThat(without(ended, written)).as("ended without a letter").isEmpty();
        assertThat(without(written, ended)).as("letters of no such order").isEmpty();
    }

    /// An uncertain one may have arrived: nobody knows, which is what it says.
    private void whatWasSentHasArrived() {
        var arrived = mailbox.letters().stream()
                .map(letter -> letter.id().replaceAll("[<>]|@.*", ""))
                .toList();
        var sent = column(letters, "SELECT notification_id AS id FROM letters WHERE status = 'SENT'");
        var uncertain = column(letters, "SELECT notification_id AS id FROM letters WHERE status = 'UNCERTAIN'");
        assertThat(without(sent, arrived)).as("sent, not arrived").isEmpty();
        assertThat(without(without(arrived, sent), uncertain))
                .as("arrived, not known to be sent")
                .isEmpty();
    }

    /// By hash: a list's own search would take as many steps as these times those.
    private static Set<String> without(Collection<String> these, Collection<String> those) {
        var rest = new HashSet<>(these);
        rest.removeAll(Set.copyOf(those));
        return rest;
    }

    private static List<String> column(Rows rows, String sql) {
        return rows.of(sql).stream().map(row -> (String) row.get("id")).toList();
    }
}
