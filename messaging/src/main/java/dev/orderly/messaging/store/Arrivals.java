package dev.orderly.messaging.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a batch asks the inbox about.
///
/// @param messages in the batch's order
/// @param spans the offsets that the batch covers, one for each run of a partition
public record Arrivals(List<Arrival> messages, List<Span> spans) {

    /// Offsets `from` (inclusive) to `to` (exclusive) of a partition.
    public record Span(String topic, UUID topicId, int partition, long from, long to) {}

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

    /// Where a record lies.
    public record Place(UUID topicId, int partition, long offset) {}
}
