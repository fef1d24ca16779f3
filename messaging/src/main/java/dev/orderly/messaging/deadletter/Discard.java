package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.consumer.DeadLetterRecord;
import dev.orderly.messaging.consumer.Reappraisal;
import dev.orderly.messaging.deadletter.DeadLetterVerdict.Result;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.event.Substitute;
import dev.orderly.messaging.store.Buried;
import dev.orderly.messaging.store.Buried.Status;
import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Resolutions.Claim;
import dev.orderly.messaging.store.Resolutions.Resolution;
import dev.orderly.messaging.store.Resolutions.Said;
import java.util.Optional;

/// Leaves a dead letter out for good, and lets go what waited behind it.
public final class Discard implements Remedy {
    private final DeadLetterDesk desk;
    private final String because;

    Discard(DeadLetterDesk desk, String because) {
        this.desk = desk;
        this.because = because;
    }

    @Override
    public DeadLetterVerdict propose(Buried found) {
        var waiting = desk.letters().behind(found.id());
        return Remedy.settled(found)
                .map(why -> DeadLetterVerdict.of(found, Result.IMPOSSIBLE, why, waiting, 0))
                .orElseGet(() -> DeadLetterVerdict.of(found, Result.POSSIBLE, "can be discarded", waiting, 0));
    }

    @Override
    public DeadLetterVerdict execute(Buried found) {
        var waiting = desk.letters().behind(found.id());
        var settled = Remedy.settled(found);
        if (settled.isPresent()) {
            return DeadLetterVerdict.of(found, Result.IMPOSSIBLE, settled.get(), waiting, 0);
        }
        if (desk.resolutions().resolve(found, resolution(found)) != Said.DONE) {
            return DeadLetterVerdict.of(
                    found, Result.IMPOSSIBLE, "somebody else decided about it in this moment", waiting, 0);
        }
        var stream = found.letter().stream();
        if (!stream.isEmpty()) {
            desk.errand().run(stream);
        }
        var after = desk.letters().behind(found.id());
        return desk.letters().isWaiting(found.id())
                ? DeadLetterVerdict.of(
                        found, Result.WAITING, "discarded; its number waits for an earlier fact", after, 0)
                : DeadLetterVerdict.of(found, Result.DONE, "discarded", after, Math.max(0, waiting - after));
    }

    private Resolution resolution(Buried found) {
        var letter = found.letter();
        return new Resolution(
                Status.DISCARDED,
                because,
                Optional.empty(),
                Claim.NONE,
                letter.stream(),
                letter.sequence(),
                counting(found, desk.sorting().reappraised(found.message())),
                DeadLetterRecord.resolved(letter, Optional.empty(), "discarded", because, desk.service()));
    }

    /// A projection waits for every number; so what takes the fact's place has its turn among the others, even where
    /// some before it are still missing.
    private static Optional<HeldBack> counting(Buried found, Reappraisal now) {
        var letter = found.letter();
        if (letter.stream().isEmpty() || !now.isCounted()) {
            return Optional.empty();
        }
        var record = counting(found.message(), letter.stream(), letter.sequence());
        return Optional.of(new HeldBack(record, letter.stream(), letter.sequence()));
    }

    /// What takes the place of a fact that is left out.
    public static Received counting(Received dead, String stream, long sequence) {
        var parts = stream.split("/", 3);
        return Substitute.counting(dead, parts[1], parts[2], sequence);
    }
}
