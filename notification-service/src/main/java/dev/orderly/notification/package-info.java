/// Letters to users: asked for by command or by a user's registration, sent by the mail worker, each once.
@NullMarked
package dev.orderly.notification;

import org.jspecify.annotations.NullMarked;
