package dev.orderly.compose.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a tool was called with.
record Arguments(List<String> words) {
    private static final Pattern CLIENT_SETTING =
            Pattern.compile("--(\\S*config|(command|consumer|producer)-property)");

    Arguments {
        words = List.copyOf(words);
    }

    boolean has(String option) {
        return words.contains(option);
    }

    Optional<String> value(String option) {
        return values(option).stream().findFirst();
    }

    /// `--topic a --topic=b`: both.
    List<String> values(String option) {
        var values = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(option + "=")) {
                values.add(words.get(i).substring(option.length() + 1));
            }
            if (words.get(i).equals(option) && i + 1 < words.size()) {
                values.add(words.get(i + 1));
            }
        }
        return values;
    }

    /// Whether the cluster may want to know who asks.
    boolean tellWhoAsks() {
        return words.stream().anyMatch(word -> CLIENT_SETTING.matcher(word).lookingAt());
    }
}
