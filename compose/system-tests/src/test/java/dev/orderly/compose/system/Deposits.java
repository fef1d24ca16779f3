package dev.orderly.compose.system;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Facts about users that go on coming, some hundred a second, until it is closed.
final class Deposits implements AutoCloseable {
    private static final int EVERY_MILLIS = 3;

    private final SystemUnderTest system;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long sent;

    Deposits(SystemUnderTest system, List<String> users) {
        this.system = system;
        var _ = clock.scheduleAtFixedRate(
                () -> deposit(users.get((int) (sent++ % users.size()))), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void deposit(String user) {
        system.topics.toss("user-commands", user, Json.message("user.deposit-credit", "userId", user, "amount", 1));
    }

    @Override
    public void close() {
        clock.close();
        system.topics.flush();
    }
}
