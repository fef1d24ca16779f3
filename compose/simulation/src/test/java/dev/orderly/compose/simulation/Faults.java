package dev.orderly.compose.simulation;

import dev.orderly.messaging.store.Store;
import java.util.function.UnaryOperator;

/// What is broken on purpose, to see whether the simulator notices; nothing as a rule.
///
/// @param store stands before each service's store
/// @param remembersGaps whether the relay knows which ids it has not seen
record Faults(UnaryOperator<Store> store, boolean remembersGaps) {
    static final Faults NONE = new Faults(store -> store, true);
}
