/// What `make run` starts: the brokers, then the services, watched until they are told to stop.
@NullMarked
package dev.orderly.compose.embedded.launch;

import org.jspecify.annotations.NullMarked;
