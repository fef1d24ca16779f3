package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// What reading came to, in the words of the tests.
final class Readings {
    static final EventReader READER = new EventReader(List.of(Parcels.COMMANDS, Parcels.EVENTS));

    /// The shortest command with nothing wrong.
    static final String SEND = "{\"type\":\"parcel.send\",\"data\":{\"parcelId\":\"p-1\",\"grams\":5,\"stops\":[]}}";

    private Readings() {}

    static Event<?> valid(Received record) {
        return read(record).event();
    }

    static byte[] hash(Received record) {
        return read(record).contentHash();
    }

    static Reading.Malformed malformed(Received record) {
        var reading = READER.read(record);
        assertThat(reading).isInstanceOf(Reading.Malformed.class);
        return (Reading.Malformed) reading;
    }

    static String code(Received record) {
        return malformed(record).reason().code();
    }

    private static Reading.Valid read(Received record) {
        var reading = READER.read(record);
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return (Reading.Valid) reading;
    }
}
