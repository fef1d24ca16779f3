/// The topics of a service, and whether they and its database tell the same.
@NullMarked
package dev.orderly.messaging.topology;

import org.jspecify.annotations.NullMarked;
