package dev.orderly.messaging.service;

import java.util.List;

/// The loops of a service at work. What brings out is started first and ended last; what brings in ends all at once, so
/// that none waits for another's end.
record Crew(Loop relay, List<Loop> others) {

    void start() {
        relay.start();
        others.forEach(Loop::start);
    }

    void stop() throws InterruptedException {
        others.forEach(Loop::askToStop);
        for (var loop : others) {
            loop.stop();
        }
        relay.stop();
    }
}
