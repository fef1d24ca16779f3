/// Which letters are asked for, and what became of them.
@NullMarked
package dev.orderly.schemas.notification;

import org.jspecify.annotations.NullMarked;
