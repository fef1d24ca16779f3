package dev.orderly.messaging.outbox;

import java.util.List;

/// Where the relay sends to. Records of one key arrive in the order in which they were sent, or not at all.
public interface Sender {

    /// Tells which offsets were acknowledged before, whoever sent what lies there: any that follows must be higher.
    void goesOnFrom(List<OutboxSource.Position> positions);

    /// Hands a row over; returns before it has arrived.
    ///
    /// @param receipt told once, from any thread
    void send(Page.Row row, Receipt receipt);

    /// Gives up on everything under way, whose fate is unknown then, and begins anew.
    void reset();

    void close();

    /// What became of a row.
    interface Receipt {
        void arrived(int partition, long offset);

        void failed(Exception cause);
    }
}
