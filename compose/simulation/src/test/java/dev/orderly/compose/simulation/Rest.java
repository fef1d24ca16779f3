package dev.orderly.compose.simulation;

import dev.orderly.messaging.saga.SagaState;
import dev.orderly.messaging.store.MemoryStore;
import dev.orderly.notification.SimulatedPostman;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/// Whether there is anything left to do.
record Rest(World world) {

    /// What there is; empty at rest.
    List<String> why() {
        var why = new ArrayList<String>();
        for (var service : world.services) {
            var name = service.name();
            if (!service.isRelayed()) {
                why.add(name + " has not sent everything");
            }
            var committed = world.kafka.group(name).committed;
            for (var topic : service.plan.sorting().topics()) {
                for (var partition : SimKafka.partitions(topic)) {
                    var end = world.kafka.log(partition).size();
                    var settled = committed.getOrDefault(partition, new OffsetAndMetadata(0));
                    if (world.kafka.validated(partition, settled).offset() < end) {
                        why.add(name + " has not settled " + partition + " of " + end);
                    }
                }
            }
            sagas(service).stream()
                    .filter(SagaState::isRunning)
                    .forEach(saga -> why.add("saga " + saga.sagaId() + " awaits " + saga.step() + " " + saga));
        }
        if (!SimulatedPostman.isAtRest(letters())) {
            why.add("letters are under way");
        }
        return why;
    }

    MemoryStore letters() {
        return world.services.getLast().database;
    }

    static List<SagaState> sagas(SimService service) {
        return service.plan.told().kinds().stream()
                .filter(kind -> kind.name().equals("sagas"))
                .flatMap(kind -> service.database.all(kind).values().stream())
                .map(SagaState.class::cast)
                .toList();
    }
}
