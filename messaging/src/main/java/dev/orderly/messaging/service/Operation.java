package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.operator.AbsentTables;
import dev.orderly.messaging.service.Serve.Grounds;
import dev.orderly.messaging.service.settings.KafkaSettings;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.topology.Agreement;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import dev.orderly.messaging.topology.KafkaAway;
import dev.orderly.messaging.topology.KafkaClients;
import dev.orderly.messaging.topology.ShapeTable;
import dev.orderly.messaging.topology.Topology;
import dev.orderly.messaging.topology.Topology.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.common.KafkaException;

/// The service at work: waits for its database and for Kafka, looks whether they agree, and then runs the loops: relay,
/// intake, workers.
final class Operation implements Component {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration WATCH = Duration.ofSeconds(1);

    /// As long as others of the group may take to leave it.
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final String POSTGRESQL = Dependencies.POSTGRESQL;
    private static final String KAFKA = "kafka";
    private static final String MESSAGES = "messages";
    private static final String TABLES = "tables";
    private static final String UNSEEN = "messages are not handled until database and topics were looked at";
    private static final String OTHER_DATABASE = "the database was started anew, or is another";
    private static final String NOT_LOOKED =
            "it is not known yet whether the database has all that topics have; ask again in a moment";

    private final String service;
    private final Duties duties;
    private final Database database;
    private final Grounds grounds;
    private final AbsentTables tables;
    private final KafkaClients kafka;
    private final int copies;
    private final Dependencies dependencies;
    private final Thread starter;
    private final Bell watch = new Bell();
    private Gate gate = new Gate(watch::ring);
    private Optional<Crew> crew = Optional.empty();
    private boolean stopping;

    Operation(String service, Duties duties, Database database, KafkaSettings kafka, Grounds grounds) {
        this.service = service;
        this.duties = duties;
        this.database = database;
        this.grounds = grounds;
        this.dependencies = new Dependencies(grounds.health(), database, PAUSE);
        this.tables = AbsentTables.of(service, duties.tables, duties.subscriptions);
        this.kafka = new KafkaClients(service, kafka.client());
        this.copies = kafka.replicationFactor();
        this.starter = Thread.ofVirtual().name("start").unstarted(this::begin);
    }

    @Override
    public String name() {
        return "operation";
    }

    @Override
    public void start() {
        grounds.health().expect(POSTGRESQL);
        grounds.health().expect(KAFKA);
        grounds.health().expectLift(MESSAGES, UNSEEN);
        grounds.health().doubt(NOT_LOOKED);
        starter.start();
    }

    @Override
    public void stop() throws InterruptedException {
        synchronized (this) {
            stopping = true;
        }
        starter.interrupt();
        halt(); // at once: that the starter ends may take a while, where the cluster does not answer
        starter.join();
        database.close();
    }

    private void begin() {
        try {
            workOn();
        } catch (Failure failure) {
            grounds.fail().accept(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOn() throws InterruptedException {
        var admin = Admin.create(kafka.connection());
        try {
            var topology = new Topology(admin, copies);
            while (true) {
                work(topology);
            }
        } finally {
            admin.close(CLOSING); // without a limit it waits for the answers of a cluster that is away
        }
    }

    /// Works until the topics, or the database, are others than they were: then all is looked at anew.
    private void work(Topology topology) throws InterruptedException {
        database.acceptAny();
        dependencies.until(POSTGRESQL, this::prepare);
        var shapes = new HashMap<String, Shape>();
        var why = Optional.of(OTHER_DATABASE);
        if (dependencies.until(KAFKA, () -> shapes.putAll(topology.ensure(topics(), service)))
                && dependencies.until(POSTGRESQL, () -> compare(shapes))
                && agree(topology, shapes)
                && forgetEarlier(topology, shapes)) {
            gate = new Gate(watch::ring);
            run(shapes);
            why = changed(topology, shapes);
            if (why.isEmpty()) {
                grounds.health().lift(MESSAGES);
            }
            while (why.isEmpty()) {
                watch.await(WATCH);
                why = changed(topology, shapes);
            }
        }
        grounds.health().hold(MESSAGES, UNSEEN + ": " + why.get(), "");
        if (database.isAnother()) {
            grounds.health().doubt(NOT_LOOKED);
        }
        halt();
    }

    /// An instance that is at work has done it before, and keeps others from it.
    private boolean forgetEarlier(Topology topology, Map<String, Shape> shapes) throws InterruptedException {
        var end = System.nanoTime() + LEAVING.toNanos();
        return dependencies.until(KAFKA, () -> {
            while (!topology.forgetEarlier(service, shapes) && System.nanoTime() < end) {
                Thread.sleep(PAUSE);
            }
        });
    }

    private void prepare() throws SQLException {
        database.prepare().ifPresent(Operation::refuse);
        database.expectThis();
    }

    private void compare(Map<String, Shape> shapes) throws SQLException {
        missTables();
        new ShapeTable(database.source()).compare(shapes).ifPresent(Operation::refuse);
    }

    /// Looks after what the service depends on, too, whether messages come or not.
    ///
    /// @return why all has to be looked at anew before more is handled or sent: whatever was away may come
    ///     back as something else than it was
    private Optional<String> changed(Topology topology, Map<String, Shape> shapes) {
        try {
            database.ping();
            grounds.health().up(POSTGRESQL);
            missTables();
        } catch (SQLException e) {
            if (database.isAnother()) {
                return Optional.of(OTHER_DATABASE);
            }
            dependencies.down(POSTGRESQL, e);
        }
        return changedTopics(topology, shapes);
    }

    /// Somebody has dropped one: the service cannot work on, and waiting does not mend it.
    private void missTables() throws SQLException {
        tables.first(database.source())
                .ifPresentOrElse(
                        absent -> grounds.health().hold(TABLES, absent.why(), absent.mend()),
                        () -> grounds.health().lift(TABLES));
    }

    /// The gate is shut at the first sign that Kafka is away, before it can come back as another; it is
    /// opened again when nothing is lost.
    private Optional<String> changedTopics(Topology topology, Map<String, Shape> shapes) {
        try {
            var isUnchanged = topology.describe(shapes.keySet(), WATCH).equals(shapes);
            grounds.health().up(KAFKA);
            return isUnchanged ? cut(topology, shapes) : Optional.of("a topic is gone, or was made anew");
        } catch (KafkaAway | KafkaException e) {
            if (gate.isShut()) {
                dependencies.down(KAFKA, e);
            }
            gate.shut();
        } catch (SQLException _) { // told already; the gate stays as it is
        }
        return Optional.empty();
    }

    private Optional<String> cut(Topology topology, Map<String, Shape> shapes) throws SQLException {
        if (gate.isShut()) {
            var found = disagreement(topology, shapes);
            if (found.isPresent()) {
                return found.map(Disagreement::why);
            }
            gate.open();
        }
        return gate.cutPartition().map(partition -> partition + " has lost records");
    }

    private void halt() throws InterruptedException {
        var running = crew();
        if (running.isPresent()) {
            running.get().stop();
        }
    }

    private synchronized Optional<Crew> crew() {
        return crew;
    }

    private List<Topic> topics() {
        return Stream.concat(
                        duties.written.stream(), duties.subscriptions.stream().map(s -> s.topic()))
                .distinct()
                .toList();
    }

    private static void refuse(String why) {
        throw Failure.misconfigured(why);
    }

    /// Waits until database and topics tell the same, and says what mends it meanwhile.
    ///
    /// @return false if the database is another meanwhile
    private boolean agree(Topology topology, Map<String, Shape> shapes) throws InterruptedException {
        var agreed = new boolean[1];
        while (dependencies.until(KAFKA, () -> agreed[0] = isAgreed(topology, shapes))) {
            if (agreed[0]) {
                grounds.health().lift("agreement");
                grounds.health().trust();
                return true;
            }
            Thread.sleep(PAUSE.multipliedBy(10));
        }
        return false;
    }

    private boolean isAgreed(Topology topology, Map<String, Shape> shapes) throws SQLException {
        var found = disagreement(topology, shapes);
        grounds.health().up(POSTGRESQL);
        found.ifPresent(this::hold);
        return found.isEmpty();
    }

    /// What topics have lost, the database has: it may be asked.
    private void hold(Disagreement found) {
        grounds.health().hold("agreement", found.why(), found.mend());
        switch (found.behind()) {
            case DATABASE -> grounds.health().doubt(found.why() + "; it has to be recovered first");
            case TOPICS -> grounds.health().trust();
        }
    }

    private Optional<Disagreement> disagreement(Topology topology, Map<String, Shape> shapes) throws SQLException {
        var consumer = kafka.lone();
        try {
            return new Agreement(service, database.source(), consumer)
                    .look(duties.written, shapes, topology.committed(service));
        } finally {
            var isInterrupted = Thread.interrupted(); // else it fails to close, and logs where
            consumer.close(CloseOptions.timeout(CLOSING));
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void run(Map<String, Shape> shapes) {
        if (!stopping) {
            var all = new Works(service, duties, database, kafka, grounds, shapes, gate).crew();
            crew = Optional.of(all);
            all.start();
        }
    }
}
