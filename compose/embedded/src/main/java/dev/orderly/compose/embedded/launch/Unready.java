package dev.orderly.compose.embedded.launch;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Why a service is not ready, as a person reads it: a line for each thing that keeps it, as the doctor's are.
final class Unready {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String WAIT = "it goes on by itself when that is mended";

    private Unready() {}

    /// @param report what the service says of itself: its checks, as JSON
    static List<String> lines(String report) {
        try {
            var lines = new ArrayList<String>();
            for (var check : JSON.readTree(report).path("checks")) {
                if (!check.path("status").asString("").equals("UP")) {
                    lines.add(line(check));
                }
            }
            return lines.isEmpty() ? List.of("it does not say why; see its log, where make run runs") : lines;
        } catch (JacksonException _) {
            return List.of("who answers at its address is somebody else");
        }
    }

    private static String line(JsonNode check) {
        var data = check.path("data");
        return "  bad   %-13s %s  -> %s"
                .formatted(
                        check.path("name").asString("?"),
                        data.path("why").asString(""),
                        data.path("mend").asString(WAIT));
    }
}
