package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.consumer.Errand;
import dev.orderly.messaging.consumer.Sorting;
import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.store.DeadLetters;
import dev.orderly.messaging.store.JdbcStore;
import dev.orderly.messaging.store.Resolutions;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Where a service's dead letters are looked at and decided upon: by the rules of the service, in its database.
///
/// @param sorting reads what it reads, as it does
/// @param errand handles what was let go, as it does
/// @param ids for messages that are mended
record DeadLetterDesk(
        String service, DeadLetters letters, Resolutions resolutions, Sorting sorting, Errand errand, Ids ids) {

    DeadLetterDesk(Site site) {
        this(
                site,
                new JdbcStore(site.database().source(), site.tables()),
                new Sorting(site.source(), site.subscriptions()));
    }

    private DeadLetterDesk(Site site, JdbcStore store, Sorting sorting) {
        this(
                site.service(),
                new DeadLetters(store),
                new Resolutions(store),
                sorting,
                new Errand(site.service(), store, site.kinds(), site.written(), sorting, InstantSource.system()),
                new Ids(InstantSource.system(), new SecureRandom()));
    }
}
