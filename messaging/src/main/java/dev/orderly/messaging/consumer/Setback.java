package dev.orderly.messaging.consumer;

import dev.orderly.messaging.event.Note;
import dev.orderly.messaging.event.Outcome;
import java.util.List;

/// What becomes of a message from inside that met a fault of ours. No dead letter keeps it, as one keeps a record; so
/// the states have to, or it would come again and again as if it were the first time.
///
/// @param happened what lets the failure count
/// @param outcome what the log says
public record Setback(List<Note> happened, Outcome outcome) {
    public Setback {
        happened = List.copyOf(happened);
    }
}
