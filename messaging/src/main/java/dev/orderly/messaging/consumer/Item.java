package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Envelope;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.UnknownFact;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Arrivals.Arrival;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Arrivals.Place;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Signal.MessageDone;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One message of a batch: what was read, where it came from, and who decides.
///
/// @param record the Kafka record; none for what comes from inside or by request
/// @param from the first offset that counts as handled with this record: the one after the record before
/// @param origin for the log: `order-commands[3]@42`, `timer`, `http`
/// @param standing what the service makes of it before it looks at any state
public record Item(
        Reading reading,
        Optional<Received> record,
        long from,
        String origin,
        Decider<?> decider,
        Optional<Numbered<?>> projection,
        Standing standing) {

    /// How much a message concerns a service.
    public enum Standing {
        /// To be decided.
        HEEDED,
        /// The service's own fact, come back, or of a type on which it does not act: passed over in silence.
        SILENT,
        /// A fact that another than its owner wrote.
        FOREIGN,
        /// A type that nobody here knows, and no projection counts.
        UNKNOWN,
        /// It cannot be read.
        UNREADABLE,
        /// Held back before, now tried again: admitted already.
        RETURNING
    }

    /// A message from inside the service: a timer that fell due, the end of a piece of work. It has no inbox
    /// identity; the states tell whether it still holds.
    public static Item internal(Event<?> event, String origin, Decider<?> decider) {
        var reading = new Reading.Valid(event, new byte[0]);
        return new Item(reading, Optional.empty(), 0, origin, decider, Optional.empty(), Standing.HEEDED);
    }

    /// The envelope, as far as there is one.
    public Optional<Envelope> envelope() {
        return reading.anyEnvelope();
    }

    /// The message to be decided; what is of an unknown type counts by its number only.
    public Event<?> event() {
        return switch (reading) {
            case Reading.Valid valid -> valid.event();
            case Reading.Unknown(var envelope, var _) -> new Event<>(envelope, new UnknownFact(envelope.subject()));
            case Reading.Malformed _, Reading.Passed _ -> throw new IllegalStateException("not read: " + origin);
        };
    }

    /// What the log says became of it.
    MessageDone done(Outcome outcome, Duration took) {
        var envelope = envelope();
        return new MessageDone(
                type(),
                subject(),
                about(),
                origin,
                outcome,
                took,
                envelope.map(e -> e.trace().traceId()).orElse(""));
    }

    /// The same; of a type that its topic does not carry, that it was skipped.
    Signal told(Outcome outcome, Duration took) {
        var done = done(outcome, took);
        return reading instanceof Reading.Unknown(var _, var known)
                        && nature() == Standing.UNKNOWN
                        && outcome instanceof Outcome.Ignored
                ? new Signal.UnknownSkipped(done.type(), done.subject(), done.place(), done.traceId(), known)
                : done;
    }

    /// `?` where it cannot be told.
    String type() {
        return envelope().map(Envelope::type).orElseGet(this::typeRead);
    }

    private String typeRead() {
        return reading instanceof Reading.Malformed(var _, var type, var _) && !type.isEmpty() ? type : "?";
    }

    /// Empty where it cannot be told.
    String subject() {
        return envelope().map(Envelope::subject).orElse("");
    }

    /// Other ids that help to find it in the log.
    private String about() {
        return reading instanceof Reading.Valid(Event<? extends Message> event, byte[] _)
                ? event.data().about()
                : "";
    }

    public boolean decides() {
        return nature() == Standing.HEEDED;
    }

    /// The standing; for what returns, the one that it had when it was held back.
    Standing nature() {
        if (standing != Standing.RETURNING) {
            return standing;
        }
        return switch (reading) {
            case Reading.Valid _ -> Standing.HEEDED;
            case Reading.Unknown _ -> projection.isPresent() ? Standing.HEEDED : Standing.UNKNOWN;
            case Reading.Malformed _ -> Standing.UNREADABLE;
            case Reading.Passed _ -> Standing.SILENT;
        };
    }

    /// The numbered facts that this is one of: `user-events/user/ada`. Empty for what has no number, and for what is
    /// passed over: that has no turn to wait for, and as one that returns it would be decided.
    public String stream() {
        return envelope()
                .filter(_ -> standing != Standing.SILENT && standing != Standing.FOREIGN)
                .filter(e -> e.sequence() > 0 && record.isPresent())
                .map(e -> record.get().topic() + "/" + family(e.type()) + "/" + e.subject())
                .orElse("");
    }

    public long sequence() {
        return envelope().map(Envelope::sequence).orElse(0L);
    }

    /// The copy of its owner's facts in which its number counts, whether it can be handled or not.
    public Optional<Numbered<?>> countedBy() {
        return projection.filter(_ -> !stream().isEmpty() && (decides() || nature() == Standing.UNREADABLE));
    }

    /// The key under which its number is counted by this kind; none if it is not.
    List<String> counted(Aggregate<?> kind) {
        return countedBy().filter(kind::equals).map(_ -> subject()).stream().toList();
    }

    /// As it is put among what waits.
    public HeldBack heldBack() {
        return new HeldBack(record.orElseThrow(), stream(), sequence());
    }

    public Optional<Identity> identity() {
        return reading instanceof Reading.Valid(Event<? extends Message> event, byte[] hash)
                        && decides()
                        && hash.length > 0
                ? Optional.of(new Identity(event.envelope().source(), event.id(), content(hash)))
                : Optional.empty();
    }

    Arrival arrival() {
        var place = record.map(Place::of);
        return new Arrival(place, identity(), stream(), sequence());
    }

    private static String family(String type) {
        var dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }

    /// The first 128 bits of the hash: as good to tell contents apart, and half the size.
    private static UUID content(byte[] hash) {
        var bits = ByteBuffer.wrap(hash);
        return new UUID(bits.getLong(), bits.getLong());
    }
}
