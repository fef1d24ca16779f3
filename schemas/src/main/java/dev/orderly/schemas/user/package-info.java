/// What is asked of users and their credit, and what happened to them.
@NullMarked
package dev.orderly.schemas.user;

import org.jspecify.annotations.NullMarked;
