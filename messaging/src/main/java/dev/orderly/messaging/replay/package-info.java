/// What an operator does with a service's state from outside: look at it, compare it, have it again from topics, fill
/// topics from it. Start reading at [dev.orderly.messaging.replay.Site].
@NullMarked
package dev.orderly.messaging.replay;

import org.jspecify.annotations.NullMarked;
