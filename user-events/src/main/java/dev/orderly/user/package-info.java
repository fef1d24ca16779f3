/// Users and their credit: what is asked of them, what happens to them, and what is held for which order.
@NullMarked
package dev.orderly.user;

import org.jspecify.annotations.NullMarked;
