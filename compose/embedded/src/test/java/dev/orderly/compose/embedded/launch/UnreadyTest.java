package dev.orderly.compose.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnreadyTest {

    @Test
    void each_thing_that_is_down_is_a_line_with_why_and_what_to_do() {
        assertThat(Unready.of("""
                        {"status":"DOWN","checks":[{"name":"kafka","status":"UP","data":{}},
                          {"name":"agreement","status":"DOWN","data":{"why":"it lacks facts","mend":"recover"}},
                          {"name":"nats","status":"DOWN","data":{"why":"nobody listens there"}}]}""").lines())
                .containsExactly(
                        "  bad   agreement     it lacks facts  -> recover",
                        "  bad   nats          nobody listens there  -> it goes on by itself when that is mended");
    }

    @Test
    void what_only_waits_is_no_fault_and_as_long_as_there_is_none_it_is_starting() {
        var waiting = """
                {"name":"kafka","status":"DOWN","data":{"why":"not tried yet","state":"waiting"}},
                {"name":"messages","status":"DOWN","data":{"why":"they are not handled","state":"waiting"}}""";
        var starting = Unready.of("{\"checks\":[" + waiting + "]}");
        assertThat(starting.isStarting()).isTrue();
        assertThat(starting.lines())
                .containsExactly("  wait  kafka         not tried yet", "  wait  messages      they are not handled");

        var faulty =
                Unready.of("{\"checks\":[{\"name\":\"postgresql\",\"status\":\"DOWN\",\"data\":{\"why\":\"away\"}},"
                        + waiting + "]}");
        assertThat(faulty.isStarting()).isFalse();
        assertThat(faulty.lines()).hasSize(3);
        assertThat(faulty.lines().getFirst()).startsWith("  bad   postgresql    away  -> ");
    }

    @Test
    void what_says_nothing_or_is_no_service_is_told_too() {
        assertThat(Unready.of("{\"status\":\"DOWN\",\"checks\":[]}").lines())
                .singleElement()
                .asString()
                .contains("its log");
        assertThat(Unready.of("<html>").lines()).singleElement().asString().contains("somebody else");
    }
}
