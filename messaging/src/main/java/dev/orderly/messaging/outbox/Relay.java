package dev.orderly.messaging.outbox;

import dev.orderly.messaging.telemetry.Causes;
import dev.orderly.messaging.telemetry.Signal;
import dev.orderly.messaging.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Brings the outbox to Kafka: in the order of ids for each key, each row at least once, one relay a service at
/// a time. Reading never waits for acknowledgements; a bounded number of rows is on the way.
public final class Relay {

    /// Limits of the relay.
    ///
    /// @param page rows read at once
    /// @param underWay rows sent and not acknowledged, at most
    /// @param lease how long a silent relay keeps others out
    /// @param idle how long to wait when there was nothing to send; longer when it stays so, see [IdlePause]
    /// @param note how often the cursor is stored while rows are under way
    /// @param stall how long rows may be under way before they are given up and sent again
    public record Limits(int page, int underWay, Duration lease, Duration idle, Duration note, Duration stall) {
        public static final Limits DEFAULT = new Limits(
                2_000,
                20_000,
                Duration.ofSeconds(6),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(60));
    }

    /// As the table of leases names it.
    public static final String LEASE = "relay";

    private final OutboxSource outbox;
    private final Leases leases;
    private final Sender sender;
    private final String owner;
    private final InstantSource clock;
    private final Telemetry telemetry;
    private final Limits limits;
    private final Runnable landed;
    private final BooleanSupplier mayGoOn;

    private final IdlePause idle;
    private final Gaps gaps = new Gaps();
    private final Deque<Flight> flights = new ArrayDeque<>();
    private final Map<String, OutboxSource.Position> positions = new HashMap<>();
    private Optional<Lease> lease = Optional.empty();
    private Instant leaseAsked = Instant.MIN;
    private Instant progress = Instant.MIN;
    private Instant noted = Instant.MIN;
    private Instant seen = Instant.MIN;
    private long high;
    private long stored;
    private int underWay;

    /// @param landed called, from any thread, when `once` has something to note: cuts its wait short
    /// @param mayGoOn false while Kafka is away: what is under way is given up then, since it must not
    ///     arrive before the topics were looked at, which may have lost what came before it
    public Relay(
            OutboxSource outbox,
            Leases leases,
            Sender sender,
            String owner,
            InstantSource clock,
            Telemetry telemetry,
            Limits limits,
            Runnable landed,
            BooleanSupplier mayGoOn) {
        this.outbox = outbox;
        this.leases = leases;
        this.sender = sender;
        this.owner = owner;
        this.clock = clock;
        this.telemetry = telemetry;
        this.limits = limits;
        this.idle = new IdlePause(limits.idle());
        this.landed = landed;
        this.mayGoOn = mayGoOn;
    }

    /// Reads and sends one page, and notes what was acknowledged.
    ///
    /// @return how long to wait before the next call; a commit may cut it short
    public Duration once() {
        heedClock();
        if (renewLease()) {
            land();
        }
        if (lease.isEmpty()) { // or the note has just told so: nothing more may overtake what was under way
            return limits.lease().dividedBy(4);
        }
        if (!mayGoOn.getAsBoolean()) {
            giveUp();
            return limits.idle();
        }
        if (failed() || stalled()) {
            beginAnew();
        }
        if (underWay + limits.page() > limits.underWay()) {
            return limits.idle();
        }
        var page = outbox.read(high, gaps.ranges(), limits.page());
        send(page);
        var pause = idle.next(!page.rows().isEmpty());
        return page.rows().size() < limits.page() ? pause : Duration.ZERO;
    }

    /// Whether everything that was read is acknowledged, and nothing more is there.
    public boolean drained() {
        return lease.isPresent() && flights.isEmpty() && gaps.lowest().isEmpty();
    }

    public void stop() {
        try {
            land();
            lease.ifPresent(leases::release);
        } finally {
            lease = Optional.empty();
            sender.close();
        }
    }

    private void send(Page page) {
        var fresh =
                page.rows().stream().map(Page.Row::id).filter(id -> id > high).toList();
        page.rows().stream().map(Page.Row::id).filter(id -> id <= high).forEach(gaps::fill);
        gaps.close(page.oldestRunning());
        gaps.note(high, fresh, page.horizon());
        if (!fresh.isEmpty()) {
            high = fresh.getLast();
        }
        if (page.rows().isEmpty()) {
            return;
        }
        if (flights.isEmpty()) {
            progress = clock.instant();
        }
        var flight = new Flight(page, landed);
        flights.add(flight);
        underWay += flight.size();
        for (var row : page.rows()) {
            if (failed()) {
                return; // nothing of a key may overtake what failed, in this page or one before
            }
            sender.send(row, flight.receipt(row));
        }
    }

    /// Takes the pages that have landed out of the way, and stores the cursor if it moved.
    private void land() {
        for (var each = flights.iterator(); each.hasNext(); ) {
            var flight = each.next();
            if (flight.landed()) {
                each.remove();
                underWay -= flight.size();
                progress = clock.instant();
                flight.positions()
                        .forEach((key, position) ->
                                positions.merge(key, position, (old, now) -> now.offset() > old.offset() ? now : old));
            }
        }
        var cursor = cursor();
        var now = clock.instant();
        if (cursor > stored && lease.isPresent() && (flights.isEmpty() || !now.isBefore(noted.plus(limits.note())))) {
            noted = now;
            if (outbox.advance(lease.get(), cursor, new ArrayList<>(positions.values()))) {
                stored = cursor;
                positions.clear();
            } else {
                lose();
            }
        }
    }

    private long cursor() {
        var lowest = flights.stream().mapToLong(Flight::lowest).min().orElse(Long.MAX_VALUE);
        return Math.min(high, Math.min(lowest, gaps.lowest().orElse(Long.MAX_VALUE)) - 1);
    }

    /// What was measured from a moment that is still to come, after the clock was set back, is measured from now.
    private void heedClock() {
        var now = clock.instant();
        if (now.isBefore(seen)) {
            leaseAsked = Instant.MIN;
            noted = Instant.MIN;
            progress = now;
        }
        seen = now;
    }

    private boolean renewLease() {
        var now = clock.instant();
        if (lease.isPresent() && now.isBefore(leaseAsked.plus(limits.lease().dividedBy(3)))) {
            return true;
        }
        var won = leases.acquire(LEASE, owner, limits.lease());
        if (won.isPresent() && !won.equals(lease)) {
            readFromCursor(); // first: without knowing where to go on, the lease is worth nothing
            telemetry.emit(new Signal.LeaseWon(LEASE, won.get().epoch()));
        } else if (won.isEmpty() && lease.isPresent()) {
            lose();
        }
        lease = won;
        leaseAsked = now;
        return lease.isPresent();
    }

    private void lose() {
        lease = Optional.empty();
        telemetry.emit(new Signal.LeaseLost(LEASE, "another relay has it"));
        sender.reset();
    }

    private boolean failed() {
        for (var flight : flights) { // no stream: it is asked for each row
            if (flight.failure() != null) {
                return true;
            }
        }
        return false;
    }

    private boolean stalled() {
        return !flights.isEmpty() && clock.instant().isAfter(progress.plus(limits.stall()));
    }

    private void giveUp() {
        if (!flights.isEmpty()) {
            sender.reset();
            readFromCursor();
        }
    }

    /// What is under way may have arrived or not: all of it is sent again, by a new producer, in order.
    private void beginAnew() {
        var cause = flights.stream()
                .map(Flight::failure)
                .flatMap(failure -> Optional.ofNullable(failure).stream())
                .findFirst()
                .map(Causes::told)
                .orElse("no acknowledgement for " + limits.stall().toSeconds() + " s");
        telemetry.emit(new Signal.RelayBeganAnew(underWay, cause));
        sender.reset();
        readFromCursor();
    }

    /// Nothing is forgotten before the cursor is there: what was under way would else seem to have landed.
    private void readFromCursor() {
        stored = outbox.cursor();
        sender.goesOnFrom(outbox.positions());
        high = stored;
        flights.clear();
        gaps.clear();
        positions.clear();
        underWay = 0;
        progress = clock.instant();
    }
}
