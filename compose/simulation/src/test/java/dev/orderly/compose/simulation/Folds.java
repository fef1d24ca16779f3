package dev.orderly.compose.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Numbered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tables are folds of topics: rebuilt from the facts, each is what it was.
final class Folds {
    private Folds() {}

    /// @param facts all that the owners of topics wrote, those of one aggregate in order
    static void check(World world, List<Event<?>> facts) {
        for (var service : world.services) {
            for (var kind : service.plan.told().kinds()) {
                if (kind instanceof Numbered<?>) {
                    assertThat(fold(kind, facts))
                            .as("%s of %s, folded", kind.name(), service.name())
                            .isEqualTo(service.database.all(kind));
                }
            }
        }
    }

    private static <S> Map<String, S> fold(Aggregate<S> kind, List<Event<?>> facts) {
        var rows = new HashMap<String, S>();
        for (var fact : facts) {
            for (var key : kind.keys(fact.data())) {
                rows.put(key, kind.evolve(rows.getOrDefault(key, kind.empty(key)), fact));
            }
        }
        return rows;
    }

    /// Everything that services know, but how far they have read.
    static Map<String, Object> snapshot(World world) {
        var all = new HashMap<String, Object>();
        for (var service : world.services) {
            service.plan
                    .told()
                    .kinds()
                    .forEach(kind -> all.put(service.name() + "/" + kind.name(), service.database.all(kind)));
            all.put(service.name() + "/dead letters", new ArrayList<>(service.database.deadLetters()));
        }
        all.put("records", world.kafka.size());
        all.put("mails", world.mail.taken());
        return all;
    }
}
