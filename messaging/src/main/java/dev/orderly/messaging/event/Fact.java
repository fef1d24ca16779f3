package dev.orderly.messaging.event;

/// Something that happened. Facts of one aggregate are numbered without gaps, kept for ever, and change states.
public interface Fact extends Message {}
