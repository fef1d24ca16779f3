package dev.orderly.compose.embedded.launch;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Why a service is not ready, as a person reads it.
///
/// @param lines one for each thing that keeps it, as the doctor's are
/// @param isStarting whether nothing has failed: all of them only wait
record Unready(List<String> lines, boolean isStarting) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MENDED = "it goes on by itself when that is mended";

    Unready {
        lines = List.copyOf(lines);
    }

    /// @param report what the service says of itself: its checks, as JSON
    static Unready of(String report) {
        try {
            var lines = new ArrayList<String>();
            var isStarting = true;
            for (var check : JSON.readTree(report).path("checks")) {
                if (!check.path("status").asString("").equals("UP")) {
                    lines.add(line(check));
                    isStarting &= isWaiting(check);
                }
            }
            return lines.isEmpty()
                    ? fault("it does not say why; see its log, where make run runs")
                    : new Unready(lines, isStarting);
        } catch (JacksonException _) {
            return fault("who answers at its address is somebody else");
        }
    }

    private static Unready fault(String line) {
        return new Unready(List.of(line), false);
    }

    private static boolean isWaiting(JsonNode check) {
        return check.path("data").path("state").asString("").equals("waiting");
    }

    private static String line(JsonNode check) {
        var data = check.path("data");
        var isWaiting = isWaiting(check);
        return "  %-4s  %-13s %s%s"
                .formatted(
                        isWaiting ? "wait" : "bad",
                        check.path("name").asString("?"),
                        data.path("why").asString(""),
                        isWaiting ? "" : "  -> " + data.path("mend").asString(MENDED));
    }
}
