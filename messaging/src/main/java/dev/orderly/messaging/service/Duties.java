package dev.orderly.messaging.service;

import dev.orderly.messaging.consumer.Deadlines;
import dev.orderly.messaging.consumer.Decider;
import dev.orderly.messaging.consumer.Decision;
import dev.orderly.messaging.consumer.Line;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.doctor.Check;
import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.operator.Effects;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.request.Question;
import dev.orderly.messaging.saga.Steering;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Numbered;
import dev.orderly.messaging.store.States;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;

/// Everything that a service does, said once: what it writes, holds, reads, answers and works on.
public final class Duties {

    /// What a worker of the service may use.
    public record Workshop(DataSource database, Line line, InstantSource time, Telemetry telemetry) {}

    /// Makes the timers of sagas.
    public interface Timers {
        /// @param partitions how many a topic has
        Deadlines of(DataSource database, ToIntFunction<String> partitions);
    }

    /// A question, and the HTTP address that asks it, too.
    record Answering<Q extends Record>(String address, Function<DataSource, Question<Q>> question) {}

    private final String source;
    final List<Topic> written = new ArrayList<>();
    final List<Table<?>> tables = new ArrayList<>();
    final List<Subscription<?>> subscriptions = new ArrayList<>();
    final List<Answering<?>> questions = new ArrayList<>();
    final List<Function<Workshop, Loop.Work>> workers = new ArrayList<>();
    final List<Check> checks = new ArrayList<>();
    Timers timers = (_, _) -> Deadlines.NONE;
    Recollection recollection = Recollection.OF_FACTS_ALONE;
    Effects effects = Effects.NONE;
    Optional<Steering<?>> steering = Optional.empty();

    Duties(String service) {
        this.source = "/orderly/" + service;
    }

    public Duties writes(Topic... topics) {
        written.addAll(List.of(topics));
        return this;
    }

    /// In the order in which rows are locked.
    public Duties holds(Table<?>... states) {
        tables.addAll(List.of(states));
        return this;
    }

    /// Messages from anybody.
    public <M extends Message> Duties decides(Topic topic, Decider<M> decider) {
        return subscribes(topic, _ -> true, decider, Optional.empty());
    }

    /// Facts that others wrote to the service's own topic.
    public <M extends Message> Duties adopts(Topic own, Decider<M> decider) {
        return subscribes(own, from -> !from.equals(source), decider, Optional.empty());
    }

    /// The owner's facts, each by itself.
    public <M extends Message> Duties heeds(Topic topic, String owner, Decider<M> decider) {
        return subscribes(topic, ("/orderly/" + owner)::equals, decider, Optional.empty());
    }

    /// The owner's facts, each in its turn, kept as a projection.
    public Duties follows(Topic topic, String owner, Numbered<?> projection) {
        return subscribes(topic, ("/orderly/" + owner)::equals, new NoReaction(), Optional.of(projection));
    }

    /// The owner's facts, each in its turn, kept as a projection, with what else follows from them. After the
    /// loss of the database some are decided a second time: the states must tell the reaction that it is done.
    public <M extends Message> Duties follows(Topic topic, String owner, Numbered<?> projection, Decider<M> reaction) {
        return subscribes(topic, ("/orderly/" + owner)::equals, reaction, Optional.of(projection));
    }

    /// The timers of a saga.
    public Duties coordinates(Timers deadlines) {
        timers = deadlines;
        return this;
    }

    /// How its operator takes a hand in its sagas.
    public Duties steers(Steering<?> how) {
        steering = Optional.of(how);
        return this;
    }

    /// What a replay leaves away unless it is asked to have it.
    public Duties affects(Effects what) {
        effects = what;
        return this;
    }

    /// After the loss of the database.
    public Duties recollects(Recollection how) {
        recollection = how;
        return this;
    }

    /// What its doctor looks at beside what all services have.
    public Duties examines(Check check) {
        checks.add(check);
        return this;
    }

    /// Over NATS by its subject, over HTTP at the address, such as `/users/{userId}`.
    public <Q extends Record> Duties answers(String address, Function<DataSource, Question<Q>> question) {
        questions.add(new Answering<>(address, question));
        return this;
    }

    /// Work that goes on beside the messages, such as sending letters.
    public Duties works(Function<Workshop, Loop.Work> worker) {
        workers.add(worker);
        return this;
    }

    private <M extends Message> Duties subscribes(
            Topic topic, Predicate<String> heeds, Decider<M> decider, Optional<Numbered<?>> projection) {
        subscriptions.add(new Subscription<>(topic, heeds, decider, projection));
        return this;
    }

    /// For a projection that is kept and nothing else.
    private static final class NoReaction implements Decider<Message> {

        @Override
        public boolean heeds(Class<? extends Message> type) {
            return false;
        }

        @Override
        public List<String> keys(Aggregate<?> kind, Event<? extends Message> message, States states) {
            return List.of();
        }

        @Override
        public Decision decide(Event<? extends Message> message, States states) {
            return Decision.ignored("only kept");
        }
    }
}
