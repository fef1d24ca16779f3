/// What was lost is had again: a database from topics, topics from a database, a derived table beside the running
/// service. Start reading at [dev.orderly.messaging.recovery.Recovery].
@NullMarked
package dev.orderly.messaging.recovery;

import org.jspecify.annotations.NullMarked;
