package dev.orderly.messaging.outbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A Kafka of one partition to test the relay with: what arrives is kept, acknowledgements come when the test
/// says so.
final class RecordingSender implements Sender {
    private record Sent(Page.Row row, Receipt receipt) {}

    private final List<Page.Row> arrived = new ArrayList<>();
    private final List<Sent> underWay = new ArrayList<>();
    private boolean acknowledges = true;
    private List<OutboxSource.Position> followed = List.of();
    private boolean fails;
    private int resets;
    private Runnable afterSend = () -> {};

    @Override
    public synchronized void goesOnFrom(List<OutboxSource.Position> positions) {
        followed = positions;
    }

    /// What was told before anything was sent.
    synchronized List<OutboxSource.Position> followed() {
        return followed;
    }

    @Override
    public synchronized void send(Page.Row row, Receipt receipt) {
        if (fails) {
            receipt.failed(new IllegalStateException("no such luck"));
            return;
        }
        arrived.add(row);
        underWay.add(new Sent(row, receipt));
        var then = afterSend;
        afterSend = () -> {};
        then.run();
        if (acknowledges) {
            acknowledge();
        }
    }

    /// What happens as soon as the next row is sent.
    synchronized void afterNextSend(Runnable what) {
        afterSend = what;
    }

    /// From now on, acknowledgements are kept back.
    synchronized void holdsBack() {
        acknowledges = false;
    }

    /// What is under way stays so.
    synchronized void acknowledgesFromNow() {
        acknowledges = true;
    }

    synchronized void acknowledge() {
        acknowledges = true;
        underWay.forEach(sent -> sent.receipt().arrived(0, arrived.indexOf(sent.row())));
        underWay.clear();
    }

    /// Of what is under way the first has arrived.
    synchronized void acknowledgeFirst() {
        var sent = underWay.removeFirst();
        sent.receipt().arrived(0, arrived.indexOf(sent.row()));
    }

    /// What is under way has arrived, and the sender learns that it failed.
    synchronized void failsUnderWay() {
        acknowledges = true;
        underWay.forEach(sent -> sent.receipt().failed(new IllegalStateException("timed out")));
        underWay.clear();
    }

    synchronized void failsFromNow(boolean now) {
        fails = now;
    }

    @Override
    public synchronized void reset() {
        resets++;
        underWay.clear();
    }

    @Override
    public void close() {}

    synchronized int resets() {
        return resets;
    }

    synchronized List<Long> ids() {
        return arrived.stream().map(Page.Row::id).toList();
    }

    /// The payloads, in the order in which they arrived.
    synchronized List<String> texts() {
        return arrived.stream()
                .map(row -> new String(row.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
