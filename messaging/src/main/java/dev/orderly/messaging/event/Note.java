package dev.orderly.messaging.event;

/// Something that happened and stays inside the service: it changes states as a fact does, but is neither published nor
/// numbered. Only what may be forgotten at the loss of a database, or is learnt again from elsewhere, is a note.
public interface Note extends Message {}
