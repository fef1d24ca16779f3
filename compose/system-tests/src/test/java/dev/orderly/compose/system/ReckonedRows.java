package dev.orderly.compose.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Rows by table and key, as [Reckoning] fills them.
final class ReckonedRows {
    private final Topics topics;
    private final Map<String, Map<String, Map<String, Object>>> tables = new TreeMap<>();

    ReckonedRows(Topics topics) {
        this.topics = topics;
    }

    /// The owner's facts, each where it comes first.
    List<Fact> firsts(String topic, String owner) {
        var seen = new HashSet<String>();
        var firsts = new ArrayList<Fact>();
        for (var fact : topics.facts(topic)) {
            if (fact.text("source").equals(owner) && seen.add(fact.text("id"))) {
                firsts.add(fact);
            }
        }
        return firsts;
    }

    void change(String table, String key, UnaryOperator<Map<String, Object>> how) {
        tables.computeIfAbsent(table, _ -> new TreeMap<>())
                .compute(key, (_, row) -> how.apply(row == null ? new TreeMap<>() : row));
    }

    void put(String table, String key, String column, Object value) {
        change(table, key, row -> {
            row.put(column, value);
            return row;
        });
    }

    void add(String table, String key, String column, long more) {
        change(table, key, row -> {
            row.merge(column, more, (a, b) -> (long) a + (long) b);
            return row;
        });
    }

    List<String> lines(String... inOrder) {
        var lines = new ArrayList<String>();
        for (var table : inOrder) {
            tables.getOrDefault(table, Map.of()).forEach((_, row) -> lines.add(table + " " + Json.sorted(row) + "\n"));
        }
        return lines;
    }

    static String text(JsonNode data, String name) {
        return data.path(name).asString("");
    }

    static Map<String, Object> row(Object... pairs) {
        return new TreeMap<>(Json.object(pairs));
    }
}
