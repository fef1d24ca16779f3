package dev.orderly.notification.mail;

/// One mail to one person, ready to go. All of it may be foreign text.
///
/// @param id what the Message-ID is made of; letters, digits, `.`, `_`, `:` and `-`
/// @param text the body, lines ended by `\n`
public record Mail(String id, String toName, String toAddress, String subject, String text) {}
