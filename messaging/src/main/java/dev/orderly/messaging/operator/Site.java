package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.consumer.Subscription;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.saga.Steering;
import dev.orderly.messaging.service.settings.Settings;
import dev.orderly.messaging.store.Aggregate;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.store.Table;
import dev.orderly.messaging.topology.KafkaClients;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A service as its operator's commands see it: where its database and Kafka are, and what it writes, holds and reads.
///
/// @param address of the database, as messages show it
/// @param copies of topics that have to be made
/// @param written the topics that it writes to
/// @param tables what it holds, in the order in which rows are locked
/// @param subscriptions what it reads, and who decides
/// @param steers none for a service that coordinates no saga
public record Site(
        String service,
        String address,
        Database database,
        KafkaClients kafka,
        int copies,
        List<Topic> written,
        List<Table<?>> tables,
        List<Subscription<?>> subscriptions,
        Recollection recollection,
        Effects effects,
        Optional<Steering<?>> steers)
        implements AutoCloseable {
    public Site {
        written = List.copyOf(written);
        tables = List.copyOf(tables);
        subscriptions = List.copyOf(subscriptions);
    }

    /// As its messages name it.
    public String source() {
        return "/orderly/" + service;
    }

    /// How its operator takes a hand in its sagas.
    public Steering<?> steering() {
        return steers.orElseThrow(() -> new IllegalStateException(service + " coordinates no saga"));
    }

    /// All that it writes to or reads, but its topic of dead letters.
    public List<Topic> topics() {
        return Stream.concat(written.stream(), subscriptions.stream().map(Subscription::topic))
                .distinct()
                .toList();
    }

    /// Those of its own facts, from which its tables can be had again.
    public List<Topic> facts() {
        return written.stream()
                .filter(topic -> topic.retention() == Topic.Retention.FOR_EVER)
                .toList();
    }

    /// The topic of what it could not handle.
    public String deadLetters() {
        return service + "-dlt";
    }

    /// What it holds, in the order in which rows are locked.
    public List<? extends Aggregate<?>> kinds() {
        return tables.stream().map(Table::kind).toList();
    }

    /// Brings the tables up to date, as the service does when it starts.
    ///
    /// @throws Failure if they are not for this version
    public void prepare() throws SQLException {
        database.prepare().ifPresent(why -> {
            throw Failure.misconfigured(why);
        });
    }

    /// Whether there are tables yet; nothing is brought up to date.
    ///
    /// @throws Failure if they, or the database, are not for this version
    public boolean hasTables() throws SQLException {
        database.unsafe().ifPresent(why -> {
            throw Failure.misconfigured(why);
        });
        if (!database.hasTables()) {
            return false;
        }
        checkTables();
        return true;
    }

    /// @throws Failure if the tables are not this version's
    public void checkTables() {
        database.difference().ifPresent(how -> {
            throw otherTables(how);
        });
    }

    /// @param how they differ from this version's
    Failure otherTables(String how) {
        return new Failure(
                ExitCode.FAILED,
                "the tables of the database at %s are not this version's; start %s once to bring older tables up to date, or use the version that made them: %s"
                        .formatted(address, service, how));
    }

    public String noTables(String whatThen) {
        return "the database at %s has no tables yet; %s".formatted(address, whatThen);
    }

    /// Which of its tables were dropped.
    public AbsentTables absentTables() {
        return AbsentTables.of(service, tables, subscriptions);
    }

    /// The first of them, of a database whose tables were once made.
    public Optional<AbsentTables.Absent> absentTable() throws SQLException {
        return absentTables().first(database.source());
    }

    /// Where the settings say that it is. Nothing is connected to yet.
    public interface Finder {
        Site find(Settings settings);
    }

    @Override
    public void close() {
        database.close();
    }
}
