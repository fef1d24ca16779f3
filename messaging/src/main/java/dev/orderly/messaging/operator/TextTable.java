package dev.orderly.messaging.operator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of text under headings, each column as wide as its widest text.
public final class TextTable {
    private final List<String[]> rows = new ArrayList<>();

    public TextTable(String... headings) {
        rows.add(headings);
    }

    public void add(String... cells) {
        rows.add(cells);
    }

    public void print(PrintStream out) {
        var widths = new int[rows.getFirst().length];
        rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row[i].length())));
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).repeat(" ", widths[i] - row[i].length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
