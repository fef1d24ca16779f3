package dev.orderly.messaging.event;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A small vocabulary to test with: a command that may leave its id out, a fact in two versions.
sealed interface Parcels extends Message {
    Topic COMMANDS = new Topic(
            "parcel-commands",
            Topic.Retention.SEVEN_DAYS,
            List.of(new MessageType<>("parcel.send", 1, SendParcel.class)));

    Topic EVENTS = new Topic(
            "parcel-events",
            Topic.Retention.FOR_EVER,
            List.of(
                    new MessageType<>("parcel.sent", 1, ParcelSent.class),
                    new MessageType<>("parcel.sent", 2, ParcelSent.class)));

    String parcelId();

    @Override
    default String subject() {
        return parcelId();
    }

    record Stop(String town) {}

    record SendParcel(String parcelId, int grams, String currency, Optional<String> note, List<Stop> stops)
            implements Parcels {
        public SendParcel {
            parcelId = Objects.requireNonNullElse(parcelId, "");
        }

        @Override
        public SendParcel identified(String messageId) {
            return parcelId.isEmpty() ? new SendParcel(messageId, grams, currency, note, stops) : this;
        }
    }

    enum Way {
        ON_FOOT("on-foot"),
        BY_AIR("by-air"),
        BY_SEA("by-sea");

        private final String word;

        Way(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    record ParcelSent(String parcelId, Way by) implements Parcels, Fact {}
}
