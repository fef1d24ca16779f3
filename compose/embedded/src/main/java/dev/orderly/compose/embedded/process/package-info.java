/// Child processes that never outlive the run that started them: pid files, ports, the lock on a data folder.
@NullMarked
package dev.orderly.compose.embedded.process;

import org.jspecify.annotations.NullMarked;
