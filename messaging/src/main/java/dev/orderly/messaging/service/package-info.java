/// A service as a process: its start and stop, its health, its command line and its HTTP port.
@NullMarked
package dev.orderly.messaging.service;

import org.jspecify.annotations.NullMarked;
