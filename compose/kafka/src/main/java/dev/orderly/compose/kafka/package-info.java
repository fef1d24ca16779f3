/// The broker that runs without Docker.
@NullMarked
package dev.orderly.compose.kafka;

import org.jspecify.annotations.NullMarked;
