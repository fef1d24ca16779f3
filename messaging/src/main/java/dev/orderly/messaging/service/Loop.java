package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.outbox.OutboxException;
import dev.orderly.messaging.store.SqlTrouble;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;

/// Does one bounded piece of work again and again on a thread of its own; each says how long to wait for the next.
public final class Loop implements Component {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /// The work.
    public interface Work {
        /// @return how long to wait, unless the bell rings
        Duration once() throws Exception;

        /// Called on the same thread after the last piece.
        default void end() throws Exception {}
    }

    /// Work that has an end.
    public static Work of(Work work, Component.Action end) {
        return new Work() {
            @Override
            public Duration once() throws Exception {
                return work.once();
            }

            @Override
            public void end() throws Exception {
                end.run();
            }
        };
    }

    private final String name;
    private final Work work;
    private final Bell bell;
    private final Telemetry telemetry;
    private final Consumer<Failure> died;
    private final Thread thread;
    private volatile boolean stopping;

    /// @param died told of an error after which nothing can be relied on, such as memory that ran out
    public Loop(String name, Work work, Bell bell, Telemetry telemetry, Consumer<Failure> died) {
        this.name = name;
        this.work = work;
        this.bell = bell;
        this.telemetry = telemetry;
        this.died = died;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        thread.start();
    }

    /// Returns at once.
    void askToStop() {
        stopping = true;
        bell.ring();
    }

    @Override
    public void stop() throws InterruptedException {
        askToStop();
        thread.join();
    }

    private void run() {
        try {
            var pause = FIRST_PAUSE;
            while (!stopping) {
                try {
                    bell.await(work.once());
                    pause = FIRST_PAUSE;
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    if (!isOutage(e)) {
                        telemetry.emit(new Signal.LoopFailed(name, e));
                    }
                    bell.await(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
            work.end();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (!isOutage(e)) {
                telemetry.emit(new Signal.LoopFailed("end of " + name, e));
            }
        } catch (Error e) {
            telemetry.emit(new Signal.LoopFailed(name, e));
            died.accept(new Failure(ExitCode.FAILED, name + " died: " + e));
        }
    }

    /// The watch over the dependencies tells of an outage, once.
    private static boolean isOutage(Exception e) {
        return e instanceof OutboxException
                || e instanceof RetriableException
                || (e instanceof SQLException sql && SqlTrouble.isAway(sql))
                || (e instanceof StoreException store && store.trouble() == StoreException.Trouble.UNAVAILABLE);
    }
}
