package dev.orderly.compose.system;

/// All that goes on in a shop: the orders of a real one, many more at once, and others that come all the while.
final class Traffic {
    private static final int AT_MOST = 100_000;

    private final SystemUnderTest system;
    private final OnlineRetail retail;
    private final Load many;
    private final Load others;

    private Traffic(SystemUnderTest system) {
        this.system = system;
        this.retail = new OnlineRetail(system);
        this.many = new Load(system, Scale.ORDERS);
        this.others = new Load(system, AT_MOST);
    }

    /// Begins it, and comes back in the middle of the many.
    static Traffic on(SystemUnderTest system) {
        var traffic = new Traffic(system);
        traffic.retail.type();
        traffic.others.trickle();
        traffic.many.place().awaitEnded(Scale.ORDERS / 30);
        return traffic;
    }

    /// No more come; all orders end as they must, and each service knows what the topics tell, and nothing else.
    void holds() {
        others.stop();
        retail.endsAsExpected();
        many.endsAsExpected();
        others.endsAsExpected();
        new Invariants(system).hold();
        many.addsUp();
        others.addsUp();
        system.services().forEach(service -> Reckoning.isStateOf(service, system.topics));
    }
}
