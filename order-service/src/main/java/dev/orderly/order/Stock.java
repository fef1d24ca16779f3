package dev.orderly.order;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.schemas.order.OrderFact.OfStock;
import dev.orderly.schemas.order.OrderFact.StockReleased;
import dev.orderly.schemas.order.OrderFact.StockReserved;
import dev.orderly.schemas.order.OrderFact.StockSet;
import java.util.List;

/// Stock levels by sku.
final class Stock implements Numbered<StockLevel> {
    static final Stock STOCK = new Stock();

    private Stock() {}

    @Override
    public String name() {
        return "stock";
    }

    @Override
    public StockLevel empty(String sku) {
        return new StockLevel(sku, 0, 0);
    }

    @Override
    public boolean numbers(Message fact) {
        return fact instanceof OfStock;
    }

    @Override
    public long version(StockLevel level) {
        return level.version();
    }

    @Override
    public List<String> keys(Message happened) {
        return happened instanceof OfStock fact ? List.of(fact.sku()) : List.of();
    }

    @Override
    public StockLevel evolve(StockLevel level, Event<?> happened) {
        var available = switch ((OfStock) happened.data()) {
            case StockSet fact -> fact.quantity();
            case StockReserved fact -> level.available() - fact.quantity();
            case StockReleased fact -> level.available() + fact.quantity();
        };
        return new StockLevel(level.sku(), available, happened.sequence());
    }
}
