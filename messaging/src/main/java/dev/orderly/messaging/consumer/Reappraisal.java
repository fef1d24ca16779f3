package dev.orderly.messaging.consumer;

import dev.orderly.messaging.store.Arrivals.Identity;
import java.util.Optional;

/// A record that was set aside, read again: what its service would make of it now.
///
/// @param identity as the inbox knows it, of what can be handled
/// @param stream the numbered facts that it is one of; empty for none
/// @param isCounted whether a projection counts its number
/// @param obstacle why it cannot be handled; empty if it can
public record Reappraisal(
        Optional<Identity> identity, String stream, long sequence, boolean isCounted, Optional<String> obstacle) {}
