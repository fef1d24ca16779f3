/// The states that deciders work on, and the tables that hold them: loaded and saved a batch at a time.
@NullMarked
package dev.orderly.messaging.store;

import org.jspecify.annotations.NullMarked;
