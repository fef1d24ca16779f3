/// What one transaction holds: states, inbox, outbox, dead letters and facts that wait; a batch at a time.
@NullMarked
package dev.orderly.messaging.store;

import org.jspecify.annotations.NullMarked;
