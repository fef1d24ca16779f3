/// What every command of an operator is made of: the service as seen from outside, its topics, what it writes of
/// its own accord, and one line for all decisions that a person takes. Start reading at
/// [dev.orderly.messaging.operator.Site].
@NullMarked
package dev.orderly.messaging.operator;

import org.jspecify.annotations.NullMarked;
