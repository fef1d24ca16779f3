package dev.orderly.messaging.event;

/// Which step of which saga a command belongs to, and the how manieth time it was asked (from 1); answers echo it.
public record SagaRef(String sagaId, String step, int attempt) {}
