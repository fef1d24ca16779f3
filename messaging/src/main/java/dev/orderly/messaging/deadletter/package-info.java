/// What could not be handled, and what an operator decides about it. Start reading at
/// [dev.orderly.messaging.deadletter.DeadLetterCommands].
@NullMarked
package dev.orderly.messaging.deadletter;

import org.jspecify.annotations.NullMarked;
