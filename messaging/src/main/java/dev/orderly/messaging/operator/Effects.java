package dev.orderly.messaging.operator;

import dev.orderly.messaging.event.Message;
import java.util.Optional;

/// What a service does to the world, such as to send letters, and how a fact that leads to it is told without.
public interface Effects {

    /// What happens at once behind such a fact, so that the effect is not had, and whoever awaits it knows.
    ///
    /// @return none for a fact that leads to no effect
    Optional<Message> suppressing(Message happened);

    /// For a service that does nothing to the world.
    Effects NONE = _ -> Optional.empty();
}
