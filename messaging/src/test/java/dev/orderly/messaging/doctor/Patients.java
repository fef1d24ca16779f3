package dev.orderly.messaging.doctor;

import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.operator.Effects;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.service.settings.Secret;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.topology.KafkaClients;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Services to be looked at, of which all that they depend on is where a test says.
final class Patients {
    private Patients() {}

    /// All of it at one port of this machine.
    static Patient at(int port) {
        var at = "127.0.0.1:" + port;
        return of(database(at), at, "nats://" + at);
    }

    static Database database(String at) {
        return new Database(
                "boxes", new DatabaseSettings("jdbc:postgresql://" + at + "/boxes", "boxes", new Secret("boxes")));
    }

    static Patient of(Database database, String at, String nats, Check... own) {
        var site = new Site(
                "boxes",
                "there/boxes",
                database,
                new KafkaClients("boxes", Map.of("bootstrap.servers", at)),
                1,
                List.of(Boxes.EVENTS),
                BoxService.TABLES,
                new BoxService(database.source()).subscriptions(),
                Recollection.OF_FACTS_ALONE,
                Effects.NONE,
                Optional.empty());
        return new Patient(
                site,
                new NatsSettings(nats, Optional.empty(), Optional.empty()),
                List.of(own),
                new Addresses("http://" + at, at, nats.replaceFirst("//.*@", "//****@"), "psql postgresql://" + at));
    }
}
