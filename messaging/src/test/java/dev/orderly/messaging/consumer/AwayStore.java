package dev.orderly.messaging.consumer;

import dev.orderly.messaging.store.HeldBack;
import dev.orderly.messaging.store.Store;
import dev.orderly.messaging.store.StoreException;
import dev.orderly.messaging.store.StoreException.Trouble;
import dev.orderly.messaging.store.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// A store whose server goes away at each commit.
record AwayStore(Store store) implements Store {
    @Override
    public <R> R transact(Function<Transaction, R> work) {
        return store.transact(transaction -> {
            var lost = work.apply(transaction);
            throw new StoreException(Trouble.UNAVAILABLE, "gone: " + lost, new Throwable());
        });
    }

    @Override
    public List<String> waitingStreams(String after, int most) {
        return store.waitingStreams(after, most);
    }

    @Override
    public List<HeldBack> waiting(Collection<String> streams, int each) {
        return store.waiting(streams, each);
    }
}
