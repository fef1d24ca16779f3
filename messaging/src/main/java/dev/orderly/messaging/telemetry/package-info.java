/// What the service tells about itself: one vocabulary of signals, written as log lines and as metrics.
@NullMarked
package dev.orderly.messaging.telemetry;

import org.jspecify.annotations.NullMarked;
