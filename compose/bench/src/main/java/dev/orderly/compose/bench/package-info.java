/// Measures the whole system as `make run` starts it, with all brokers beside it.
@NullMarked
package dev.orderly.compose.bench;

import org.jspecify.annotations.NullMarked;
