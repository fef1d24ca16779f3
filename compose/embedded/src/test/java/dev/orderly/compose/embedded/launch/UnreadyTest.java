package dev.orderly.compose.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnreadyTest {

    @Test
    void each_thing_that_is_down_is_a_line_with_why_and_what_to_do() {
        assertThat(Unready.lines("""
                        {"status":"DOWN","checks":[{"name":"kafka","status":"UP","data":{}},
                          {"name":"agreement","status":"DOWN","data":{"why":"it lacks facts","mend":"recover"}},
                          {"name":"nats","status":"DOWN","data":{"why":"not reached yet"}}]}"""))
                .containsExactly(
                        "  bad   agreement     it lacks facts  -> recover",
                        "  bad   nats          not reached yet  -> it goes on by itself when that is mended");
    }

    @Test
    void what_says_nothing_or_is_no_service_is_told_too() {
        assertThat(Unready.lines("{\"status\":\"DOWN\",\"checks\":[]}"))
                .singleElement()
                .asString()
                .contains("its log");
        assertThat(Unready.lines("<html>")).singleElement().asString().contains("somebody else");
    }
}
