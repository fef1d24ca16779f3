/// What the service tells about itself: one vocabulary of signals, written as log lines.
@NullMarked
package dev.orderly.messaging.telemetry;

import org.jspecify.annotations.NullMarked;
