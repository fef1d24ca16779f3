package dev.orderly.messaging.telemetry;

/// Where signals go. Called from every thread; must neither block nor throw.
public interface Telemetry {

    void emit(Signal signal);
}
