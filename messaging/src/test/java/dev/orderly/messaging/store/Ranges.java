package dev.orderly.messaging.store;

import java.util.TreeMap;

/// Offsets as merged ranges.
final class Ranges {
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    void add(long from, long to) {
        var first = ends.floorEntry(from);
        var start = first != null && first.getValue() >= from ? first.getKey() : from;
        var end = to;
        for (var next = ends.ceilingEntry(start);
                next != null && next.getKey() <= end;
                next = ends.ceilingEntry(start)) {
            end = Math.max(end, next.getValue());
            ends.remove(next.getKey());
        }
        ends.put(start, end);
    }

    boolean contains(long offset) {
        var range = ends.floorEntry(offset);
        return range != null && offset < range.getValue();
    }
}
