/// What an operator does about sagas.
@NullMarked
package dev.orderly.messaging.saga.command;

import org.jspecify.annotations.NullMarked;
