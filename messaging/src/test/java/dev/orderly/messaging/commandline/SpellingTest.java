package dev.orderly.messaging.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> KNOWN = List.of(
            "doctor", "replay", "replays", "recover", "reconcile", "json", "user-events", "user.register", "-h");

    @ParameterizedTest
    @CsvSource({
        "doctr, doctor",
        "odctor, doctor",
        "jsno, json",
        "jso, json",
        "user-evnts, user-events",
        "user.registered, user.register",
        "rec, recover or reconcile",
        "reply, replay",
        "repalys, replays",
    })
    void a_slip_is_forgiven(String typed, String meant) {
        assertThat(Spelling.meant(typed, KNOWN)).isEqualTo(", did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"xyz", "orders", "j", "stop", "jn", "-x"})
    void what_is_like_nothing_gets_no_guess(String typed) {
        assertThat(Spelling.meant(typed, KNOWN)).isEmpty();
    }

    @Test
    void where_nothing_is_known_there_is_none() {
        assertThat(Spelling.meant("", List.of())).isEmpty();
    }
}
