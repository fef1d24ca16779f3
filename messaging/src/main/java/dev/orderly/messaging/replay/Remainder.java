package dev.orderly.messaging.replay;

import dev.orderly.messaging.operator.Bounds;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import java.util.ArrayList;
import java.util.List;

/// What a replay has yet to read, as far as its partitions have it still.
///
/// @param stretches one for each partition of which something was left; empty where nothing of that is there
/// @param missing how many offsets are not there any more
/// @param told which these are, in sentences
record Remainder(List<Stretch> stretches, long missing, List<String> told) {
    Remainder {
        stretches = List.copyOf(stretches);
        told = List.copyOf(told);
    }

    /// @param left what was not read yet; all of it was there when the replay began
    static Remainder of(List<Stretch> left, Bounds bounds) {
        var stretches = new ArrayList<Stretch>();
        var told = new ArrayList<String>();
        var missing = 0L;
        for (var each : left) {
            var partition = each.partition();
            var from = Math.clamp(bounds.begin(partition), each.from(), each.to());
            var to = Math.clamp(bounds.end(partition), from, each.to());
            if (each.from() < from) {
                told.add(ReplayRange.deleted(partition, each.from(), from));
            }
            if (to < each.to()) {
                told.add("%s: offsets %d to %d are lost, the partition ends at %d"
                        .formatted(partition, to, each.to() - 1, bounds.end(partition)));
            }
            stretches.add(new Stretch(partition, from, to));
            missing += each.length() - (to - from);
        }
        return new Remainder(stretches, missing, told);
    }
}
