package dev.orderly.compose.simulation;

import dev.orderly.messaging.outbox.OutboxException;
import dev.orderly.messaging.store.MemoryStore.Moment;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.telemetry.RecordingTelemetry;
import dev.orderly.messaging.telemetry.SettableTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Three services of two instances each, and what befalls them: one seed, one course of events.
///
/// Everything is done by one thread, a piece of work after the other. Where a transaction is about to commit,
/// other instances may go on in between: so transactions overlap, meet locks, and commit in another order than
/// that of their ids.
final class World {
    private static final int TURNS = 350;
    private static final int PATIENCE = 4_000;

    final SettableTime clock = new SettableTime();
    final RecordingTelemetry telemetry = new RecordingTelemetry();
    final Chaos chaos;
    final SimKafka kafka;
    final SimMail mail;
    final List<SimService> services;
    private final Script script;
    private final BadRule rule;
    private final List<Instance> instances = new ArrayList<>();
    private final Deque<Instance> atWork = new ArrayDeque<>();
    private int born;

    World(long seed, Faults faults) {
        chaos = new Chaos(seed);
        kafka = new SimKafka(clock);
        mail = new SimMail(chaos);
        script = new Script(chaos);
        rule = new BadRule(chaos);
        services = SimService.ALL.stream()
                .map(plan -> new SimService(plan, clock, this::befalls, rule, faults))
                .toList();
        services.forEach(service -> service.outbox.listener(this::befallsOutbox));
    }

    /// Lets things go wrong for a while, and then come to rest.
    void run() {
        revive();
        for (int turn = 0; turn < TURNS || !script.isOver(); turn++) {
            mishap();
            clock.passes(Duration.ofMillis(chaos.upTo(80)));
            if (chaos.upTo(9) == 0 && !script.isOver()) {
                script.typeNext(kafka);
            }
            turn();
        }
        chaos.calm();
        rule.mend(this);
        rest();
    }

    /// Sets all groups back to the very beginning, and lets them read everything again.
    void rerun() {
        instances.forEach(Instance::dies);
        instances.clear();
        services.forEach(service -> kafka.group(service.name()).committed.clear());
        rest();
    }

    private void rest() {
        revive();
        instances.forEach(instance -> instance.pauses(0));
        var before = -1L;
        var quiet = 0;
        for (int round = 0; round < PATIENCE; round++) {
            for (var instance : instances) {
                instance.work().forEach(work -> act(instance, work));
            }
            quiet = kafka.size() == before ? quiet + 1 : 0;
            before = kafka.size();
            if (quiet > 10 && isAtRest()) {
                return;
            }
            clock.passes(quiet > 30 ? Duration.ofSeconds(20) : Duration.ofMillis(300));
        }
        throw new AssertionError("it does not come to rest: " + new Rest(this).why());
    }

    private boolean isAtRest() {
        return new Rest(this).why().isEmpty();
    }

    private void revive() {
        for (var service : services) {
            while (instances.stream().filter(i -> i.service == service).count() < 2) {
                var name = service.name() + "/" + ++born;
                instances.add(new Instance(service, name, kafka, chaos, clock, telemetry, mail));
            }
        }
    }

    private void turn() {
        var awake = instances.stream()
                .filter(instance -> !atWork.contains(instance) && !instance.isPaused())
                .toList();
        if (!awake.isEmpty()) {
            var instance = chaos.oneOf(awake);
            act(instance, chaos.oneOf(instance.work()));
        }
    }

    private void act(Instance instance, Runnable work) {
        atWork.push(instance);
        try {
            work.run();
        } catch (Crash crash) {
            dies(instance);
        } catch (StoreException | OutboxException | KafkaException _) {
            // as its loop does: it goes on with the next piece of work
        } finally {
            atWork.pop();
        }
    }

    private void dies(Instance instance) {
        instance.dies();
        instances.remove(instance);
    }

    private void mishap() {
        if (chaos.strikes(25)) {
            revive();
        }
        if (chaos.strikes(120)) {
            clock.passes(chaos.oneOf(List.of(
                    Duration.ofSeconds(2), Duration.ofSeconds(7), Duration.ofSeconds(31), Duration.ofSeconds(70))));
        }
        if (!instances.isEmpty() && chaos.strikes(80)) {
            dies(chaos.oneOf(instances));
        }
        if (!instances.isEmpty() && chaos.strikes(60)) {
            chaos.oneOf(instances).pauses(20 + chaos.upTo(200));
        }
        if (chaos.strikes(60)) {
            kafka.group(chaos.oneOf(services).name()).rotate();
        }
        if (chaos.strikes(200)) {
            setBack(chaos.oneOf(services));
        }
        if (chaos.strikes(60)) {
            loseTail(chaos.oneOf(SimKafka.partitions("order-commands")));
        }
        if (chaos.strikes(150)) {
            rule.mend(this);
        }
        if (chaos.strikes(250)) {
            instances.stream().filter(i -> i.service == services.getFirst()).forEach(i -> i.pauses(200));
        }
    }

    /// As an operator does: stop the group, set offsets back, start it again.
    private void setBack(SimService service) {
        instances.stream().filter(i -> i.service == service).toList().forEach(this::dies);
        kafka.group(service.name())
                .committed
                .replaceAll((at, committed) -> kafka.behind(
                        at, chaos.upTo((int) kafka.validated(at, committed).offset())));
        revive();
    }

    /// Of a topic to which people write, and no service: what a service has sent is no more in its outbox's
    /// care, and is missed for ever.
    private void loseTail(TopicPartition at) {
        kafka.loseTail(at, chaos.upTo(Math.min(3, kafka.log(at).size())));
    }

    private void befallsOutbox() {
        if (chaos.strikes(100)) {
            throw new OutboxException("the connection broke", new Throwable());
        }
    }

    /// What may happen at a commit.
    private void befalls(Moment moment) {
        if (chaos.strikes(70)) {
            throw new Crash(moment.toString());
        }
        if (chaos.strikes(70)) {
            throw new StoreException(Trouble.UNAVAILABLE, "the connection broke, " + moment, new Throwable());
        }
        if (moment == Moment.COMMITTING && chaos.strikes(6)) {
            for (int turns = chaos.upTo(chaos.strikes(4) ? 60 : 4); turns > 0; turns--) {
                turn();
            }
        }
    }
}
