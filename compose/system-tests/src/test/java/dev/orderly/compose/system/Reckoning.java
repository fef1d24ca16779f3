package dev.orderly.compose.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the services must know, reckoned from topics alone and without any of their code: the lines of their state
/// hashes, once nothing is under way. The names of tables and columns are those of the documented form.
final class Reckoning {
    private Reckoning() {}

    /// The hash that a service must have.
    static String hashOf(ServiceUnderTest service, Topics topics) {
        try {
            var lines = String.join("", of(service, topics));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The service knows just this; a row that it does not, or knows otherwise, is shown. So its hash is that
    /// of these lines.
    static void isStateOf(ServiceUnderTest service, Topics topics) {
        var found = service.commands().run("state-hash", "--rows").done().lines();
        var expected = of(service, topics).stream().map(String::strip).toList();
        assertThat(without(found, expected))
                .as(service.service + ": known, not reckoned")
                .isEmpty();
        assertThat(without(expected, found))
                .as(service.service + ": reckoned, not known")
                .isEmpty();
        assertThat(found).isEqualTo(expected);
    }

    private static Set<String> without(List<String> these, List<String> those) {
        var rest = new LinkedHashSet<>(these);
        rest.removeAll(new HashSet<>(those));
        return rest;
    }

    /// The lines, each with its end.
    static List<String> of(ServiceUnderTest service, Topics topics) {
        var rows = new ReckonedRows(topics);
        return switch (service.service) {
            case "user-events" -> new ReckonedUsers(rows).lines();
            case "order-service" -> new ReckonedOrders(rows).lines();
            default -> new ReckonedLetters(rows).lines();
        };
    }
}
