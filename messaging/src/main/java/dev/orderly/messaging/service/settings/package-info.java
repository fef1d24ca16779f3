/// What can be set from outside: one declaration for flag, environment variable, default, check and help.
@NullMarked
package dev.orderly.messaging.service.settings;

import org.jspecify.annotations.NullMarked;
