package dev.orderly.messaging.telemetry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what was told, for tests.
public final class RecordingTelemetry implements Telemetry {
    private final List<Signal> signals = new CopyOnWriteArrayList<>();

    @Override
    public void emit(Signal signal) {
        signals.add(signal);
    }

    public List<Signal> signals() {
        return List.copyOf(signals);
    }

    public <S extends Signal> List<S> of(Class<S> kind) {
        return signals.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
