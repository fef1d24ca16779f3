/// Mail as such: what a mail is, the port to hand it over, and SMTP.
@NullMarked
package dev.orderly.notification.mail;

import org.jspecify.annotations.NullMarked;
