package dev.orderly.messaging.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How the service is: which dependencies it reaches, what holds it back, whether a loop of it died. Whoever notices
/// a change says so here, as often as it likes; it is told once for each change.
///
/// Ready means started, every dependency reached, nothing holding back. Live means that a restart would mend nothing.
public final class Health {
    private final Telemetry telemetry;
    private final InstantSource time;
    private final Map<String, Dependency> dependencies = new TreeMap<>();
    private final Map<String, Hold> holds = new TreeMap<>();
    private final Map<String, String> dead = new TreeMap<>();
    private Optional<String> doubt = Optional.empty();
    private Instant notReadySince;
    private boolean isStarted;
    private boolean readyWasTold;

    public Health(Telemetry telemetry, InstantSource time) {
        this.telemetry = telemetry;
        this.time = time;
        this.notReadySince = time.instant();
    }

    private enum Reach {
        NEVER_TRIED,
        TRIED_FIRST,
        UP,
        DOWN
    }

    private record Dependency(Reach reach, String why, String mend, Instant since) {}

    private record Hold(String why, String mend) {}

    /// As MicroProfile Health writes it: `{"status":"UP","checks":[{"name":"kafka","status":"UP","data":{}}]}`.
    public record Report(String status, List<Check> checks) {

        static Report of(boolean isUp, Stream<Check> checks) {
            return new Report(isUp ? "UP" : "DOWN", checks.toList());
        }

        public boolean allUp() {
            return status.equals("UP");
        }
    }

    /// One line of a report.
    ///
    /// @param data `why` it is down, and what would `mend` it; where nothing has failed, and it only waits, the
    /// `state` `waiting`
    public record Check(String name, String status, Map<String, String> data) {

        private static Check up(String name) {
            return new Check(name, "UP", Map.of());
        }

        private static Check down(String name, String why, String mend) {
            var data = mend.isEmpty() ? Map.of("why", why) : Map.of("why", why, "mend", mend);
            return new Check(name, "DOWN", data);
        }

        private static Check waiting(String name, String why) {
            return new Check(name, "DOWN", Map.of("why", why, "state", "waiting"));
        }
    }

    /// Declares a dependency that was not reached yet, so that the service is not ready before it is.
    public synchronized void expect(String dependency) {
        dependencies.putIfAbsent(dependency, new Dependency(Reach.NEVER_TRIED, "not tried yet", "", time.instant()));
    }

    /// Somebody begins to reach it; told apart only where that is the first time.
    public synchronized void trying(String dependency) {
        var first = new Dependency(Reach.TRIED_FIRST, "no answer yet", "", time.instant());
        dependencies.computeIfPresent(dependency, (_, before) -> before.reach() == Reach.NEVER_TRIED ? first : before);
    }

    public synchronized void up(String dependency) {
        var now = time.instant();
        var before = dependencies.put(dependency, new Dependency(Reach.UP, "", "", now));
        if (before != null && before.reach() == Reach.DOWN) {
            telemetry.emit(new Signal.DependencyBack(dependency, Duration.between(before.since(), now)));
        }
        tellIfReady();
    }

    public synchronized void down(String dependency, String why) {
        down(dependency, why, "");
    }

    /// @param mend what mends it; empty where waiting does
    public synchronized void down(String dependency, String why, String mend) {
        var before = Optional.ofNullable(dependencies.get(dependency)).filter(each -> each.reach() == Reach.DOWN);
        var since = before.map(Dependency::since).orElseGet(time::instant);
        dependencies.put(dependency, new Dependency(Reach.DOWN, why, mend, since));
        if (before.map(Dependency::mend).filter(mend::equals).isEmpty()) {
            telemetry.emit(new Signal.DependencyLost(dependency, mend.isEmpty() ? why : why + "; to mend it: " + mend));
        }
    }

    /// Declares what keeps the service from being ready as it starts; nothing is told.
    public synchronized void expectLift(String name, String why) {
        holds.putIfAbsent(name, new Hold(why, ""));
    }

    /// Keeps the service up but not ready.
    ///
    /// @param name what holds it back; a later call with the same name takes the place of this one
    /// @param mend the command that mends it; empty where waiting does
    public synchronized void hold(String name, String why, String mend) {
        var hold = new Hold(why, mend);
        if (!hold.equals(holds.put(name, hold))) {
            telemetry.emit(new Signal.NotReady(why, mend));
            notReadySince = readyWasTold ? time.instant() : notReadySince;
            readyWasTold = false;
        }
    }

    public synchronized void lift(String name) {
        holds.remove(name);
        tellIfReady();
    }

    /// The database may lack what the service has known: nothing is to be told from it.
    public synchronized void doubt(String why) {
        doubt = Optional.of(why);
    }

    /// The database has all that it should have.
    public synchronized void trust() {
        doubt = Optional.empty();
    }

    /// Why no question can be answered from the database; empty if it can be trusted.
    public synchronized Optional<String> doubted() {
        return doubt;
    }

    /// Everything was started; what it depends on need not be reached yet.
    public synchronized void started() {
        isStarted = true;
        tellIfReady();
    }

    public synchronized void stopping() {
        isStarted = false;
    }

    /// A part of the service has died, and only a restart brings it back.
    public synchronized void died(String part, String why) {
        dead.put(part, why);
    }

    public synchronized Report live() {
        return Report.of(
                dead.isEmpty(), dead.entrySet().stream().map(each -> Check.down(each.getKey(), each.getValue(), "")));
    }

    public synchronized Report ready() {
        var reached = dependencies.entrySet().stream().map(each -> check(each.getKey(), each.getValue()));
        var held = holds.entrySet().stream().map(each -> check(each.getKey(), each.getValue()));
        var start = isStarted ? Stream.<Check>empty() : Stream.of(Check.waiting("start", "not started"));
        return Report.of(isReady(), Stream.of(reached, held, start).flatMap(each -> each));
    }

    private static Check check(String name, Dependency dependency) {
        return switch (dependency.reach()) {
            case UP -> Check.up(name);
            case DOWN -> Check.down(name, OutsideText.shown(dependency.why()), dependency.mend());
            case NEVER_TRIED, TRIED_FIRST -> Check.waiting(name, dependency.why());
        };
    }

    private static Check check(String name, Hold hold) {
        return hold.mend().isEmpty() ? Check.waiting(name, hold.why()) : Check.down(name, hold.why(), hold.mend());
    }

    private boolean isReady() {
        return isStarted
                && holds.isEmpty()
                && dead.isEmpty()
                && dependencies.values().stream().allMatch(each -> each.reach() == Reach.UP);
    }

    private void tellIfReady() {
        if (isReady() && !readyWasTold) {
            readyWasTold = true;
            telemetry.emit(new Signal.Ready(Duration.between(notReadySince, time.instant())));
        }
    }
}
