package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.outbox.OutboxSource.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightTest {
    private static final Page.Row FIRST = row(3);
    private static final Page.Row SECOND = row(5);
    private final Flight flight = new Flight(new Page(List.of(FIRST, SECOND), 0, 0), () -> {});

    @Test
    void it_lands_with_the_last_receipt() {
        flight.receipt(SECOND).arrived(0, 8);
        assertThat(flight.landed()).isFalse();
        flight.receipt(FIRST).arrived(0, 7);
        assertThat(flight.landed()).isTrue();
        assertThat(flight.lowest()).isEqualTo(3);
        assertThat(flight.size()).isEqualTo(2);
    }

    @Test
    void the_last_position_of_each_partition_is_kept_in_whatever_order_receipts_come() {
        flight.receipt(SECOND).arrived(0, 8);
        flight.receipt(FIRST).arrived(0, 7);
        assertThat(flight.positions().values()).containsExactly(new Position("parcels", 0, 8, 5));
    }

    @Test
    void partitions_are_told_apart() {
        flight.receipt(FIRST).arrived(0, 7);
        flight.receipt(SECOND).arrived(1, 2);
        assertThat(flight.positions().values())
                .containsExactlyInAnyOrder(new Position("parcels", 0, 7, 3), new Position("parcels", 1, 2, 5));
    }

    @Test
    void one_that_failed_never_lands_and_tells_the_first_cause() {
        var first = new IllegalStateException("first");
        flight.receipt(FIRST).failed(first);
        flight.receipt(SECOND).failed(new IllegalStateException("second"));
        assertThat(flight.landed()).isFalse();
        assertThat(flight.failure()).isSameAs(first);
    }

    private static Page.Row row(long id) {
        return new Page.Row(id, "parcels", null, null, List.of());
    }
}
