package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.Failure;

/// A part of a service that is started and stopped.
public interface Component {

    /// As the log names it.
    String name();

    /// Returns soon. What it depends on may be away: it is waited for in the background.
    ///
    /// @throws Failure if it can never work as things are set
    void start() throws Exception;

    /// Returns when nothing of it runs any more. Called once, also from another thread than `start`, and interrupted
    /// when it takes too long.
    void stop() throws Exception;

    /// Something to do that may fail.
    interface Action {
        void run() throws Exception;
    }

    static Component of(String name, Action start, Action stop) {
        return new Component() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void start() throws Exception {
                start.run();
            }

            @Override
            public void stop() throws Exception {
                stop.run();
            }
        };
    }
}
