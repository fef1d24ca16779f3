package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.consumer.Records;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.operator.TopicScan.Stretch;
import dev.orderly.messaging.store.HandledPlaces;
import dev.orderly.messaging.topology.Agreement;
import dev.orderly.messaging.topology.Agreement.Disagreement;
import dev.orderly.messaging.topology.KafkaAway;
import dev.orderly.messaging.topology.Topology;
import dev.orderly.messaging.topology.Topology.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// The topics that a service reads and writes, as a command finds them.
public final class SiteTopics implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Site site;
    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Shape> shapes;

    private SiteTopics(Site site, Admin admin, Map<String, Shape> shapes) {
        this.site = site;
        this.admin = admin;
        this.shapes = shapes;
        this.consumer = site.kafka().lone();
    }

    /// @throws Failure if Kafka is away, or lacks one of them
    public static SiteTopics of(Site site) {
        var topics = found(site);
        topics.absent().stream().findFirst().ifPresent(name -> {
            topics.close();
            throw new Failure(
                    ExitCode.FAILED,
                    "Kafka has no topic %s; start %s, which makes its topics".formatted(name, site.service()));
        });
        return topics;
    }

    /// Those that there are.
    ///
    /// @throws Failure if Kafka is away
    public static SiteTopics found(Site site) {
        return with(site, topology -> topology.describe(names(site)));
    }

    private static List<String> names(Site site) {
        return Stream.concat(site.topics().stream().map(Topic::name), Stream.of(site.deadLetters()))
                .toList();
    }

    /// All of them; those that are missing are made, as the service does when it starts.
    ///
    /// @throws Failure if Kafka is away
    public static SiteTopics made(Site site) {
        return with(site, topology -> topology.ensure(site.topics(), site.service()));
    }

    private static SiteTopics with(Site site, Function<Topology, Map<String, Shape>> looking) {
        var admin = Admin.create(site.kafka().connection());
        try {
            return new SiteTopics(site, admin, looking.apply(new Topology(admin, site.copies())));
        } catch (KafkaAway e) {
            admin.close(CLOSING);
            throw Failure.unreachable(
                    "Kafka", String.valueOf(e.getMessage()), "start it, or set KAFKA_BOOTSTRAP_SERVERS");
        }
    }

    /// By the name of the topic, as Kafka has them now.
    public Map<String, Shape> shapes() {
        return shapes;
    }

    /// The names of those that Kafka does not have.
    public List<String> absent() {
        return names(site).stream().filter(name -> !shapes.containsKey(name)).toList();
    }

    public Map<String, UUID> ids() {
        return shapes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, shape -> shape.getValue().id()));
    }

    public UUID id(String topic) {
        return Records.id(topic, ids());
    }

    /// Reads stretches as far as their partitions go.
    public void read(Collection<Stretch> stretches, TopicScan.Reader reader) throws Exception {
        var bounds = bounds();
        var there = stretches.stream()
                .map(each -> new Stretch(
                        each.partition(),
                        Math.max(each.from(), bounds.begin(each.partition())),
                        Math.min(each.to(), bounds.end(each.partition()))))
                .toList();
        scan().read(there, reader);
    }

    public TopicScan scan() {
        return new TopicScan(consumer, ids());
    }

    /// What of a topic the inbox has handled, at the moment of the connection's transaction.
    public HandledPlaces handled(Connection connection, String topic) throws SQLException {
        return HandledPlaces.of(connection, id(topic));
    }

    public Bounds bounds() {
        return Bounds.of(shapes, consumer, committed());
    }

    /// The same for one who takes what is settled for handled.
    public Bounds boundsOfHandled() {
        return bounds().withoutReplaced(consumer, ids());
    }

    /// What the start-up check of the service would say.
    public Optional<Disagreement> disagreement() throws SQLException {
        return agreement().look(site.written(), shapes, committed());
    }

    /// What it would say once the service had made its tables.
    public Optional<Disagreement> disagreementWithoutTables() throws SQLException {
        return Agreement.withoutTables(site.service(), consumer).look(site.written(), shapes, committed());
    }

    private Agreement agreement() {
        return new Agreement(site.service(), site.database().source(), consumer);
    }

    /// @throws Failure if the service would not work on its database and topics as they are
    public void checkAgreement() throws SQLException {
        disagreement().ifPresent(found -> {
            throw refusal(found);
        });
    }

    /// What has to be done before anything else.
    public static Failure refusal(Disagreement found) {
        return new Failure(ExitCode.FAILED, found.why() + "; first: " + found.mend());
    }

    /// The partitions that have lost what the service had sent there; those of an absent topic have.
    public SortedSet<String> lost() throws SQLException {
        return agreement().lost(site.written(), shapes);
    }

    /// The first offsets from a time on; nothing for a boundary that is no time, or for a partition that has none.
    public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, Boundary boundary) {
        if (!(boundary instanceof Boundary.Time(var instant))) {
            return Map.of();
        }
        var times = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> instant.toEpochMilli()));
        var offsets = new HashMap<TopicPartition, Long>();
        consumer.offsetsForTimes(times, PATIENCE).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    /// When the latest record of these partitions was appended; none if they are empty.
    ///
    /// @throws KafkaAway if the cluster did not answer in time
    public Optional<Instant> lastAppended(Collection<TopicPartition> partitions) {
        return new Topology(admin, site.copies()).lastAppended(partitions, PATIENCE);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        return new Topology(admin, site.copies()).committed(site.service(), PATIENCE);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
        admin.close(CLOSING);
    }
}
