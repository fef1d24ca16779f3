package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.consumer.DeadLetterRecord;
import dev.orderly.messaging.consumer.Reappraisal;
import dev.orderly.messaging.deadletter.DeadLetterVerdict.Result;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.event.Reason;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Substitute;
import dev.orderly.messaging.store.Arrivals.Identity;
import dev.orderly.messaging.store.Buried;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Originals;
import dev.orderly.messaging.store.Resolutions.Claim;
import dev.orderly.messaging.store.Resolutions.Resolution;
import dev.orderly.messaging.store.Resolutions.Said;
import java.util.HashSet;
import java.util.Optional;

/// Hands a dead letter to its service again: in the database, not through its topic, where others would see it twice.
final class Redrive implements Remedy {
    private static final int MOST_HOPS = 3;

    private final DeadLetterDesk desk;
    private final Optional<byte[]> payload;

    /// @param payload the value that is handed over instead of the one that came
    Redrive(DeadLetterDesk desk, Optional<byte[]> payload) {
        this.desk = desk;
        this.payload = payload;
    }

    /// What is handed over.
    ///
    /// @param now what the service makes of it
    private record Plan(Received message, Optional<Received> edited, Reappraisal now) {}

    @Override
    public DeadLetterVerdict propose(Buried found) {
        var plan = plan(found);
        var waiting = desk.letters().behind(found.id());
        var obstacle =
                obstacle(found, plan).or(() -> obstacle(desk.resolutions().rehearse(found, claim(found, plan))));
        return obstacle.map(why -> DeadLetterVerdict.of(found, Result.IMPOSSIBLE, why, waiting, 0))
                .orElseGet(() -> DeadLetterVerdict.of(found, Result.POSSIBLE, possible(plan), waiting, 0));
    }

    private static String possible(Plan plan) {
        return "can be handled now"
                + plan.edited().map(_ -> ", with an id of its own").orElse("");
    }

    @Override
    public DeadLetterVerdict execute(Buried found) {
        var plan = plan(found);
        var waiting = desk.letters().behind(found.id());
        var obstacle =
                obstacle(found, plan).or(() -> obstacle(desk.resolutions().resolve(found, resolution(found, plan))));
        if (obstacle.isPresent()) {
            return DeadLetterVerdict.of(found, Result.IMPOSSIBLE, obstacle.get(), waiting, 0);
        }
        desk.errand().run(stream(found, plan));
        return verdict(found, plan, waiting);
    }

    private Plan plan(Buried found) {
        var edited = payload.map(
                value -> Substitute.mended(found.message(), value, desk.ids().next()));
        var message = edited.orElseGet(found::message);
        return new Plan(message, edited, desk.sorting().reappraised(message));
    }

    private static Optional<String> obstacle(Buried found, Plan plan) {
        var letter = found.letter();
        var moved = plan.edited().isPresent()
                && !letter.stream().isEmpty()
                && (!plan.now().stream().equals(letter.stream()) || plan.now().sequence() != letter.sequence());
        return Remedy.settled(found)
                .or(() -> letter.hops() < MOST_HOPS
                        ? Optional.empty()
                        : Optional.of(
                                "it came back %d times; discard it, and send a mended message with an id of its own"
                                        .formatted(letter.hops())))
                .or(() -> plan.now()
                        .obstacle()
                        .map(why -> plan.edited().isPresent()
                                ? "the edited payload cannot be handled: " + why
                                : "it cannot be handled as it is: " + why + "; mend it with --payload, or discard it"))
                .or(() -> moved
                        ? Optional.of(
                                "the edited payload is another fact than number %d of %s; leave type, subject and sequence"
                                        .formatted(letter.sequence(), letter.stream()))
                        : Optional.empty());
    }

    private static Optional<String> obstacle(Said said) {
        return switch (said) {
            case DONE -> Optional.empty();
            case CHANGED -> Optional.of("somebody else decided about it in this moment; look at it again");
            case HANDLED_MEANWHILE -> Optional.of("it was sent in again and handled meanwhile; discard it");
            case ID_TAKEN ->
                Optional.of(
                        "another message of its id was handled; --payload gives it an id of its own, or discard it");
        };
    }

    /// The ids under which it came and, edited before, failed. Of a message whose id was another's when it came, that
    /// the other was handled says nothing.
    private Claim claim(Buried found, Plan plan) {
        var originals = new HashSet<Identity>();
        if (plan.edited().or(found::mended).isPresent() && !cameUnderAnothersId(found)) {
            originals.add(Originals.of(found.letter().record()));
        }
        if (plan.edited().isPresent()) {
            found.mended().map(Originals::of).ifPresent(originals::add);
        }
        return new Claim(plan.now().identity(), originals);
    }

    private boolean cameUnderAnothersId(Buried found) {
        var first = desk.letters().history(found.id()).getFirst();
        return first.reason().equals(Reason.ID_REUSED);
    }

    private Resolution resolution(Buried found, Plan plan) {
        var marked = DeadLetterRecord.redriven(plan.message(), found.letter().hops());
        var mended = plan.edited().or(found::mended);
        return new Resolution(
                Status.REDRIVEN,
                "",
                plan.edited(),
                claim(found, plan),
                plan.now().stream(),
                plan.now().sequence(),
                Optional.of(new HeldBack(marked, stream(found, plan), plan.now().sequence())),
                DeadLetterRecord.resolved(found.letter(), mended, "redriven", "", desk.service()));
    }

    /// A numbered fact has its turn among the others; anything else waits for nobody.
    private static String stream(Buried found, Plan plan) {
        return plan.now().stream().isEmpty()
                ? "redrive/" + found.letter().record().place()
                : plan.now().stream();
    }

    private DeadLetterVerdict verdict(Buried found, Plan plan, long before) {
        var after = desk.letters().behind(found.id());
        var released = Math.max(0, before - after);
        var outcome = desk.errand().outcome(plan.message());
        return outcome.isPresent()
                ? DeadLetterVerdict.of(found, result(outcome.get()), text(outcome.get()), after, released)
                : asItLies(found, after, released);
    }

    private static Result result(Outcome outcome) {
        return outcome instanceof Outcome.DeadLettered ? Result.DEAD_LETTERED : Result.DONE;
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Handled(var emitted, var _) when emitted.isEmpty() -> "handled";
            case Outcome.Handled(var emitted, var _) -> "handled -> " + String.join(", ", emitted);
            case Outcome.Ignored(var why) -> "ignored: " + why;
            case Outcome.Refused(var code, var detail) -> "refused: " + code + (detail.isEmpty() ? "" : ", " + detail);
            case Outcome.DeadLettered(var reason, var _) -> again(reason);
            case Outcome.Duplicate _, Outcome.Waiting _, Outcome.Retrying _ ->
                throw new IllegalStateException("no end: " + outcome);
        };
    }

    /// It waits, or the running service was faster: it looks at the shelf, too.
    private DeadLetterVerdict asItLies(Buried found, long waiting, long released) {
        var now = desk.letters().get(found.id());
        if (now.status() == Status.OPEN) {
            return DeadLetterVerdict.of(
                    found, Result.DEAD_LETTERED, again(now.letter().reason()), waiting, released);
        }
        return desk.letters().isWaiting(found.id())
                ? DeadLetterVerdict.of(found, Result.WAITING, "waits for an earlier fact", waiting, released)
                : DeadLetterVerdict.of(
                        found, Result.DONE, "handled by the running service; its log says how", waiting, released);
    }

    private static String again(Reason reason) {
        return "dead-lettered again: " + reason.code() + ", " + reason.detail();
    }
}
