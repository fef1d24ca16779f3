/// What is asked of orders and stock, what happened to them, and what the order saga is answered.
@NullMarked
package dev.orderly.schemas.order;

import org.jspecify.annotations.NullMarked;
