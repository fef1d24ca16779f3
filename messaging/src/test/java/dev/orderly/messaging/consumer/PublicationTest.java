package dev.orderly.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Trace;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Boxes.Added;
import dev.orderly.messaging.store.Boxes.Put;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicationTest {
    private final Publication publication = new Publication("/orderly/boxes", List.of(Boxes.EVENTS));

    @Test
    void deciding_again_gives_the_same_id_again() {
        assertThat(follower("/kafka/box-commands", "1")).isEqualTo(follower("/kafka/box-commands", "1"));
    }

    /// Two who count from 1 send two messages; what follows from them must not be taken for one.
    @Test
    void what_follows_from_two_messages_has_two_ids_though_their_senders_chose_the_same() {
        assertThat(follower("/kafka/box-commands", "1")).isNotEqualTo(follower("/shop", "1"));
    }

    private String follower(String source, String id) {
        var envelope = new Envelope(
                id,
                source,
                "box.put",
                "b",
                Instant.EPOCH,
                "",
                0,
                id,
                Optional.empty(),
                Optional.empty(),
                Trace.startedBy(id));
        var cause = new Event<>(envelope, new Put("b", 1));
        return publication
                .following(cause, new Added("b", 1), 1, Optional.empty(), 0, Instant.EPOCH)
                .id();
    }
}
