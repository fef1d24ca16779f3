/// Stories of several steps, told forward or back: definitions are values, the engine is pure.
@NullMarked
package dev.orderly.messaging.saga;

import org.jspecify.annotations.NullMarked;
