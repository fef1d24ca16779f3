/// Places orders and carries each to its end. Start reading at [dev.orderly.order.OrderService].
@NullMarked
package dev.orderly.order;

import org.jspecify.annotations.NullMarked;
