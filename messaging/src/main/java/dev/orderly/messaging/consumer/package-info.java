/// The way in: batches of messages are read, admitted, decided and settled.
@NullMarked
package dev.orderly.messaging.consumer;

import org.jspecify.annotations.NullMarked;
