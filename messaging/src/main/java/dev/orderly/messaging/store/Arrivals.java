package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Received;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a batch asks the inbox about.
///
/// @param messages in the batch's order
/// @param spans the offsets that the batch covers, one for each run of a partition
public record Arrivals(List<Arrival> messages, List<Span> spans) {

    /// Offsets `from` (inclusive) to `to` (exclusive) of a partition, appended by one of its leaders.
    public record Span(String topic, UUID topicId, int partition, int leaderEpoch, long from, long to) {}

    /// Who a message is, and what it says.
    ///
    /// @param content hash of type, subject and data
    public record Identity(String source, String id, UUID content) {}

    /// One message.
    ///
    /// @param place where it lies, for what comes from a topic
    /// @param identity to be noted and compared; none for what this service passes over or cannot read
    /// @param stream the facts that it is one of (`topic/kind/subject`), empty for what is not a numbered fact
    public record Arrival(Optional<Place> place, Optional<Identity> identity, String stream, long sequence) {}

    /// Where a record lies; the leader epoch tells it from one that lay there before the partition lost its tail.
    public record Place(UUID topicId, int partition, long offset, int leaderEpoch) {
        public static Place of(Received record) {
            return new Place(record.topicId(), record.partition(), record.offset(), record.leaderEpoch());
        }
    }
}
