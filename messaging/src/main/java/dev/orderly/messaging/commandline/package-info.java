/// A service's command line: what can be asked of it in a shell, and how each command ends.
@NullMarked
package dev.orderly.messaging.commandline;

import org.jspecify.annotations.NullMarked;
