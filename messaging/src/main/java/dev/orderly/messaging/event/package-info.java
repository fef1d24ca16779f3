/// What a message is: its envelope, its type, and how bytes become one.
@NullMarked
package dev.orderly.messaging.event;

import org.jspecify.annotations.NullMarked;
