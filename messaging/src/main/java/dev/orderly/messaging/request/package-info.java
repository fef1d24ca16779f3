/// Questions and their answers, the same over NATS and HTTP.
@NullMarked
package dev.orderly.messaging.request;

import org.jspecify.annotations.NullMarked;
