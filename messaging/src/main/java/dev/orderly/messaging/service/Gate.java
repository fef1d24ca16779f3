package dev.orderly.messaging.service;

import java.util.Optional;

/// Whether the relay may send. It is shut as soon as Kafka does not answer, since what comes back may have lost
/// records, and opened when the topics were looked at; and shut for good by a partition that is found to have
/// lost its end.
final class Gate {
    private final Runnable cut;
    private volatile boolean isShut;
    private volatile String cutPartition = "";

    /// @param cut called, from any thread, when a partition was found to have lost its end
    Gate(Runnable cut) {
        this.cut = cut;
    }

    boolean isOpen() {
        return !isShut && cutPartition.isEmpty();
    }

    boolean isShut() {
        return isShut;
    }

    void shut() {
        isShut = true;
    }

    void open() {
        isShut = false;
    }

    /// @param partition `topic-number`
    void cut(String partition) {
        cutPartition = partition;
        cut.run();
    }

    Optional<String> cutPartition() {
        return Optional.of(cutPartition).filter(partition -> !partition.isEmpty());
    }
}
