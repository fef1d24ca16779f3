package dev.orderly.messaging.outbox;

import dev.orderly.messaging.event.Received.Header;
import java.util.List;

/// A sender that is written outside of this package.
public abstract class OutsideSender implements Sender {

    @Override
    public final void goesOnFrom(List<OutboxSource.Position> positions) {}

    @Override
    public final void send(Page.Row row, Receipt receipt) {
        send(row.topic(), row.key(), row.payload(), row.headers(), receipt);
    }

    protected abstract void send(String topic, byte[] key, byte[] value, List<Header> headers, Receipt receipt);
}
