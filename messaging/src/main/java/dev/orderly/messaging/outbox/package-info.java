/// The way out: what was decided is written beside the states, and relayed to Kafka in order.
@NullMarked
package dev.orderly.messaging.outbox;

import org.jspecify.annotations.NullMarked;
