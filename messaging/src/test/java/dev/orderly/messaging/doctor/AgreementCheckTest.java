package dev.orderly.messaging.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.compose.embedded.Brokers;
import dev.orderly.messaging.doctor.Condition.State;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.Secret;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.topology.Topology;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class AgreementCheckTest {

    @Test
    void a_database_without_tables_is_told_as_one_that_the_service_has_not_seen_yet() throws Exception {
        var brokers = Brokers.shared();
        var at = brokers.postgres().freshDatabase();
        var database = new Database("boxes", new DatabaseSettings(at.url(), at.user(), new Secret(at.password())));
        try (var patient = Patients.of(database, brokers.kafka(), brokers.nats());
                var admin = Admin.create(patient.site().kafka().connection())) {
            new Topology(admin, 1).ensure(patient.site().topics(), "boxes");
            assertThat(new AgreementCheck(patient, Condition.of("boxes", State.AWAY)).look())
                    .containsExactly(Finding.bad("agreement", "no tables yet", "start boxes, which makes them"));
        }
    }
}
