package dev.orderly.compose.simulation;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Whatever goes wrong, in the end every order has ended, and money, stock and letters are as they must be.
class SimulationTest {
    private static final long SEEDS = Long.getLong("seeds", 1_000);
    private static final long SEED = Long.getLong("seed", 0);

    private record Failure(long seed, Throwable why) {}

    @Test
    void whatever_goes_wrong_everything_ends_well() {
        var seeds = SEED == 0 ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(SEED);
        var failures = seeds.parallel()
                .mapToObj(SimulationTest::run)
                .flatMap(List::stream)
                .limit(5)
                .toList();
        if (!failures.isEmpty()) {
            var first = failures.getFirst();
            var told =
                    failures.stream().map(failure -> "-Dseed=" + failure.seed()).toList();
            fail(
                    "fails with seed " + first.seed() + "; run it alone with mvn test -pl compose/simulation -am "
                            + "-Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false " + told,
                    first.why());
        }
    }

    private static List<Failure> run(long seed) {
        try {
            Trial.of(seed, Faults.NONE);
            return List.of();
        } catch (RuntimeException | Error e) {
            return List.of(new Failure(seed, e));
        }
    }
}
