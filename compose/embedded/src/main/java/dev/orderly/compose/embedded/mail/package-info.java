/// Where letters go when nobody should receive them.
@NullMarked
package dev.orderly.compose.embedded.mail;

import org.jspecify.annotations.NullMarked;
