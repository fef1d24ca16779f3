package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.outbox.Gaps.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapsTest {
    private final Gaps gaps = new Gaps();

    @Test
    void ids_that_follow_each_other_leave_no_gap() {
        gaps.note(4, List.of(5L, 6L, 7L), 100);
        assertThat(gaps.ranges()).isEmpty();
        assertThat(gaps.lowest()).isEmpty();
    }

    @Test
    void what_is_missing_before_and_among_the_ids_of_a_page_is_a_gap() {
        gaps.note(4, List.of(7L, 8L, 11L), 100);
        assertThat(gaps.ranges()).containsExactly(new Range(5, 6), new Range(9, 10));
        assertThat(gaps.lowest()).hasValue(5);
    }

    @Test
    void an_id_that_appears_splits_its_gap() {
        gaps.note(0, List.of(10L), 100);
        gaps.fill(5);
        assertThat(gaps.ranges()).containsExactly(new Range(1, 4), new Range(6, 9));
        gaps.fill(1);
        gaps.fill(9);
        assertThat(gaps.ranges()).containsExactly(new Range(2, 4), new Range(6, 8));
    }

    @Test
    void an_id_that_is_in_no_gap_fills_none() {
        gaps.note(0, List.of(3L), 100);
        gaps.fill(3);
        gaps.fill(7);
        assertThat(gaps.ranges()).containsExactly(new Range(1, 2));
    }

    @Test
    void a_gap_closes_when_all_transactions_below_its_horizon_have_ended() {
        gaps.note(0, List.of(3L), 100);
        gaps.close(99);
        assertThat(gaps.lowest()).hasValue(1);
        gaps.close(100);
        assertThat(gaps.lowest()).isEmpty();
    }

    @Test
    void the_parts_of_a_split_gap_keep_its_horizon() {
        gaps.note(0, List.of(4L), 100);
        gaps.fill(2);
        gaps.close(99);
        assertThat(gaps.ranges()).containsExactly(new Range(1, 1), new Range(3, 3));
        gaps.close(100);
        assertThat(gaps.ranges()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void they_agree_with_a_list_of_single_ids(long seed) {
        var random = new Random(seed);
        var model = new TreeMap<Long, Long>();
        long high = 0;
        long horizon = 10;
        for (int turn = 0; turn < 2_000; turn++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    horizon += random.nextInt(5);
                    var page = page(high, random);
                    for (long id = high + 1; !page.isEmpty() && id < page.getLast(); id++) {
                        if (!page.contains(id)) {
                            model.put(id, horizon);
                        }
                    }
                    gaps.note(high, page, horizon);
                    high = page.isEmpty() ? high : page.getLast();
                }
                case 1 -> {
                    var id = Math.max(0, high - random.nextInt(30));
                    gaps.fill(id);
                    model.remove(id);
                }
                default -> {
                    var oldest = horizon - random.nextInt(12);
                    gaps.close(oldest);
                    model.values().removeIf(at -> at <= oldest);
                }
            }
            assertThat(ids(gaps)).as("turn %d of seed %d", turn, seed).isEqualTo(List.copyOf(model.keySet()));
        }
    }

    private static List<Long> page(long after, Random random) {
        var page = new ArrayList<Long>();
        var id = after;
        for (int i = random.nextInt(5); i > 0; i--) {
            id += 1 + (random.nextBoolean() ? 0 : random.nextInt(4));
            page.add(id);
        }
        return page;
    }

    private static List<Long> ids(Gaps gaps) {
        var ids = new ArrayList<Long>();
        gaps.ranges().forEach(range -> {
            for (long id = range.from(); id <= range.to(); id++) {
                ids.add(id);
            }
        });
        return ids;
    }
}
