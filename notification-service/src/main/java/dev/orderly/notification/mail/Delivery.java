package dev.orderly.notification.mail;

/// All that can become of handing over a mail. Reasons are one line, without addresses.
public sealed interface Delivery {

    /// The server took it.
    record Delivered() implements Delivery {}

    /// It cannot be written as a mail, so that no server was asked.
    record Unwritable(String reason) implements Delivery {}

    /// The server will never take it: no such recipient, or not this mail.
    record Refused(String reason) implements Delivery {}

    /// The server does not take this mail now, and may later.
    record Deferred(String reason) implements Delivery {}

    /// The server is not there, or takes no mail of ours at all. The mail was surely not taken.
    record Unreachable(String reason) implements Delivery {}

    /// The connection broke after the whole mail was handed over and before the answer: perhaps it was taken.
    record Uncertain(String reason) implements Delivery {}
}
