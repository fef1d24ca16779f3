package dev.orderly.messaging.event;

/// A fact of a type that this version does not know: all that can be done with it is to count its number as seen.
public record UnknownFact(String subject) implements Fact {}
