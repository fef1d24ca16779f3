package dev.orderly.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
    private final Duplicates duplicates = new Duplicates(64, 2);

    @Test
    void a_small_batch_is_always_treated_with_care() {
        assertThat(duplicates.areToBeExpected(63)).isTrue();
    }

    @Test
    void a_large_one_is_not_until_a_duplicate_was_seen() {
        assertThat(duplicates.areToBeExpected(64)).isFalse();
    }

    @Test
    void after_a_duplicate_so_many_large_ones_are_and_then_none() {
        duplicates.seen();
        assertThat(Stream.generate(() -> duplicates.areToBeExpected(64)).limit(3))
                .containsExactly(true, true, false);
    }
}
