package dev.orderly.notification;

/// How many facts about a user's letters there are.
record Mailbox(String userId, long version) {}
