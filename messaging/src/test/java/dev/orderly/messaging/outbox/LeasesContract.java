package dev.orderly.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What leases owe to those who hold them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LeasesContract {
    private static final Duration LONG = Duration.ofHours(1);
    private final String name = UUID.randomUUID().toString();

    abstract Leases leases();

    /// Makes the lease run out.
    abstract void expire(String lease) throws Exception;

    @Test
    void a_free_lease_is_given_and_nobody_else_has_it() {
        assertThat(leases().acquire(name + 1, "ada", LONG)).contains(new Lease(name + 1, "ada", 1));
        assertThat(leases().acquire(name + 1, "bob", LONG)).isEmpty();
    }

    @Test
    void its_owner_extends_it_under_the_same_epoch() {
        leases().acquire(name + 2, "ada", LONG);
        assertThat(leases().acquire(name + 2, "ada", LONG)).contains(new Lease(name + 2, "ada", 1));
    }

    @Test
    void one_that_has_run_out_goes_to_the_next_under_a_higher_epoch() throws Exception {
        leases().acquire(name + 3, "ada", LONG);
        expire(name + 3);
        assertThat(leases().acquire(name + 3, "bob", LONG)).contains(new Lease(name + 3, "bob", 2));
        assertThat(leases().acquire(name + 3, "ada", LONG)).isEmpty();
    }

    /// Another may have had it in between, and gone.
    @Test
    void an_owner_who_comes_back_too_late_has_a_higher_epoch() throws Exception {
        leases().acquire(name + 4, "ada", LONG);
        expire(name + 4);
        assertThat(leases().acquire(name + 4, "ada", LONG)).contains(new Lease(name + 4, "ada", 2));
    }

    @Test
    void one_that_is_given_back_is_free_at_once() {
        var lease = leases().acquire(name + 5, "ada", LONG).orElseThrow();
        leases().release(lease);
        assertThat(leases().acquire(name + 5, "bob", LONG)).contains(new Lease(name + 5, "bob", 2));
    }

    @Test
    void one_that_is_no_longer_held_cannot_be_given_back() throws Exception {
        var lease = leases().acquire(name + 6, "ada", LONG).orElseThrow();
        expire(name + 6);
        leases().acquire(name + 6, "bob", LONG);
        leases().release(lease);
        assertThat(leases().acquire(name + 6, "ada", LONG)).isEmpty();
    }
}
