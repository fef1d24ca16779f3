/// What is wrong with a service and all that it depends on, looked at from outside, and what to do about it.
@NullMarked
package dev.orderly.messaging.doctor;

import org.jspecify.annotations.NullMarked;
