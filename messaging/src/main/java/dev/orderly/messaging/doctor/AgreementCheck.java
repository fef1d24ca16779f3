package dev.orderly.messaging.doctor;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.operator.SiteTopics;
import dev.orderly.messaging.telemetry.Counts;
import dev.orderly.messaging.topology.ShapeTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Whether the database and the topics tell the same, as the service itself looks at it before it works.
record AgreementCheck(Patient patient, Condition condition) {
    private static final String THING = "agreement";
    private static final String NO_TABLE = "42P01";

    /// Nothing where a topic is missing: that is told of those.
    List<Finding> look() throws SQLException {
        var findings = new ArrayList<Finding>();
        try (var topics = SiteTopics.of(patient.site());
                var connection = patient.site().database().hurried()) {
            var shapes = topics.shapes();
            ShapeTable.changed(connection, shapes)
                    .forEach(why -> findings.add(Finding.bad(THING, why, "restore the number of partitions")));
            var disagreement = topics.disagreement();
            if (disagreement.isPresent()) {
                var found = disagreement.get();
                findings.add(Finding.bad(THING, found.why() + lost(topics), found.mend()));
            }
            var anew = ShapeTable.madeAnew(connection, shapes);
            if (findings.isEmpty()) {
                findings.add(Finding.ok(
                        THING,
                        "database and topics tell the same"
                                + (anew.isEmpty()
                                        ? ""
                                        : "; made anew since the first start: " + String.join(", ", anew))));
            }
        } catch (Failure e) {
            if (e.code() == ExitCode.UNREACHABLE) {
                throw e;
            }
            return List.of();
        } catch (SQLException e) {
            if (!NO_TABLE.equals(e.getSQLState())) {
                throw e;
            }
            return List.of(Finding.bad(THING, condition.found("no tables yet"), condition.todo("makes them")));
        }
        return findings;
    }

    private static String lost(SiteTopics topics) throws SQLException {
        var lost = topics.lost();
        return lost.isEmpty() ? "" : " (%s, %s first)".formatted(Counts.told(lost.size(), "partition"), lost.first());
    }
}
