package dev.orderly.messaging.outbox;

import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Outbox ids that were given but not seen yet: a transaction that took one may still commit, after later ids
/// were read.
///
/// A gap closes when its row appears, or when every transaction that may have taken the id has ended: a writer
/// has its transaction id before it takes an outbox id, so one that is given after the gap was seen is higher
/// than all of theirs. A snapshot's `xmax` is not: it tells what has ended, and higher ones may run already.
final class Gaps {

    /// Ids `from` to `to`, both inclusive.
    record Range(long from, long to) {}

    private record Gap(long to, long horizon) {}

    private final NavigableMap<Long, Gap> open = new TreeMap<>();

    /// Notes what is missing between the ids read before and those of this page.
    ///
    /// @param after the highest id read before
    /// @param ids ascending
    /// @param horizon a transaction id that was given after the page was read
    void note(long after, List<Long> ids, long horizon) {
        var next = after + 1;
        for (var id : ids) {
            if (id > next) {
                open.put(next, new Gap(id - 1, horizon));
            }
            next = Math.max(next, id + 1);
        }
    }

    /// The row of this id appeared.
    void fill(long id) {
        var entry = open.floorEntry(id);
        if (entry == null || entry.getValue().to < id) {
            return;
        }
        var gap = entry.getValue();
        open.remove(entry.getKey());
        if (entry.getKey() < id) {
            open.put(entry.getKey(), new Gap(id - 1, gap.horizon));
        }
        if (id < gap.to) {
            open.put(id + 1, new Gap(gap.to, gap.horizon));
        }
    }

    /// Closes the gaps whose possible writers have all ended.
    ///
    /// @param oldest the snapshot's `xmin`: the oldest transaction id that was still running
    void close(long oldest) {
        open.values().removeIf(gap -> gap.horizon <= oldest);
    }

    OptionalLong lowest() {
        return open.isEmpty() ? OptionalLong.empty() : OptionalLong.of(open.firstKey());
    }

    List<Range> ranges() {
        return open.entrySet().stream()
                .map(gap -> new Range(gap.getKey(), gap.getValue().to))
                .toList();
    }

    void clear() {
        open.clear();
    }
}
