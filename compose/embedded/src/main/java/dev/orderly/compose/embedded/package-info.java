/// Real brokers without Docker, for tests and for `make run`. Start reading at [Brokers].
@NullMarked
package dev.orderly.compose.embedded;

import org.jspecify.annotations.NullMarked;
