package dev.orderly.messaging.recovery;

import dev.orderly.messaging.store.Table.Difference;
import dev.orderly.messaging.telemetry.Counts;

/// How a derived table stands to what its topic tells.
///
/// @param hasTable whether it is there at all
/// @param equal rows that are as they should be
/// @param differing rows that are others than they should be
/// @param missing rows that are not there
/// @param tooMany rows that should not be there
record Comparison(boolean hasTable, long equal, long differing, long missing, long tooMany) {

    boolean isEqual() {
        return hasTable && differing + missing + tooMany == 0;
    }

    /// How many there should be.
    long rows() {
        return equal + differing + missing;
    }

    /// `3,982 rows are as they should be, 2 differ, 1 missing, 0 too many`.
    String told() {
        var counts = "%s as they should be, %,d differ, %,d missing, %,d too many"
                .formatted(Counts.told(equal, "row is", "rows are"), differing, missing, tooMany);
        return hasTable ? counts : "the table is not there; " + counts;
    }

    /// Counts rows that differ.
    static final class Count {
        private long differing;
        private long missing;
        private long tooMany;

        void add(Difference<?> difference) {
            if (difference.before().isEmpty()) {
                missing++;
            } else if (difference.after().isEmpty()) {
                tooMany++;
            } else {
                differing++;
            }
        }

        /// @param all how many rows there should be
        Comparison result(boolean hasTable, long all) {
            return new Comparison(hasTable, all - differing - missing, differing, missing, tooMany);
        }
    }
}
