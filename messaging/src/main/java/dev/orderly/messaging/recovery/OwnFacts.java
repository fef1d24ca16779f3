package dev.orderly.messaging.recovery;

import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.recovery.Fold.Own;
import dev.orderly.messaging.telemetry.OutsideText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What records of a topic of facts have in a service's name.
///
/// @param records how many were read
/// @param strays where the others lie that bear its name, with why this version could not have written them: somebody
///     has typed them, or a later version has written them
record OwnFacts(int records, List<Own> own, List<String> strays) {

    /// Reads them, on any thread.
    ///
    /// @param source the service, `/orderly/<service>`
    static Function<List<Received>, OwnFacts> reader(Topic topic, String source) {
        var reader = new EventReader(List.of(topic));
        return records -> {
            var facts = new OwnFacts(records.size(), new ArrayList<>(), new ArrayList<>());
            for (var record : records) {
                var reading = reader.read(record);
                if (reading.anyEnvelope()
                        .filter(envelope -> envelope.source().equals(source))
                        .isPresent()) {
                    facts.add(record, reading);
                }
            }
            return facts;
        };
    }

    private void add(Received record, Reading reading) {
        switch (reading) {
            case Reading.Valid(var event, byte[] _) -> own.add(new Own(event, record));
            case Reading.Malformed(var why, var _, var _) -> strays.add(record.place() + ", " + why.detail());
            case Reading.Unknown(var envelope, var _) ->
                strays.add(record.place() + ", type " + OutsideText.shown(envelope.type()) + " is not known");
            case Reading.Passed() -> {}
        }
    }
}
