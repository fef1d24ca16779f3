package dev.orderly.messaging.deadletter;

import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.event.Received.Header;
import dev.orderly.messaging.operator.Effects;
import dev.orderly.messaging.operator.Ended;
import dev.orderly.messaging.operator.Recollection;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.HeaderBytes;
import dev.orderly.messaging.topology.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The service of [Boxes] with its database, and the commands of its operator beside it.
public final class LetterDesk implements AutoCloseable {
    public final BoxDatabase database;
    public final BoxService service;
    private StartCheck check = _ -> Optional.empty();

    public LetterDesk() throws SQLException {
        database = BoxDatabase.fresh();
        service = new BoxService(database.source());
    }

    /// `dead-letters` with these arguments.
    public Ended run(String... arguments) {
        var all = Stream.concat(Stream.of("dead-letters"), Stream.of(arguments)).toArray(String[]::new);
        return Ended.of(new DeadLetterCommands(_ -> site(), check), all);
    }

    /// A command that met a fault which is gone.
    public String buriedCommand(String message, long things) {
        service.isBroken(true);
        var id = service.receive("box-commands", BoxService.put(message, "b", things));
        service.isBroken(false);
        return id;
    }

    /// What the service would find when it starts.
    void finds(StartCheck check) {
        this.check = check;
    }

    /// The desk itself, for who has looked at a dead letter before.
    <R> R at(Function<DeadLetterDesk, R> work) {
        try (var site = site()) {
            return work.apply(new DeadLetterDesk(site));
        }
    }

    private Site site() {
        return new Site(
                "boxes",
                "here",
                database.open(),
                new KafkaClients("boxes", Map.of()),
                1,
                List.of(Boxes.EVENTS),
                BoxService.TABLES,
                service.subscriptions(),
                Recollection.OF_FACTS_ALONE,
                Effects.NONE,
                Optional.empty());
    }

    /// A file that holds an edited payload.
    public static String file(String payload) {
        try {
            var file = Files.createTempFile("payload", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, payload).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> texts(String sql) {
        try {
            return database.texts(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public String status(String id) {
        return text("status || ' ' || hops", id);
    }

    /// A column of a dead letter's row.
    public String text(String column, String id) {
        return texts("SELECT " + column + " FROM dead_letters WHERE topic || ':' || partition || ':' || \"offset\" = '"
                        + id + "'")
                .getFirst();
    }

    long things(String box) {
        return Long.parseLong(texts("SELECT coalesce(sum(things), 0) FROM boxes WHERE box = '" + box + "'")
                .getFirst());
    }

    public String words(String box) {
        return texts("SELECT coalesce(max(words), '') FROM labels WHERE box = '" + box + "'")
                .getFirst();
    }

    public long version(String box) {
        return Long.parseLong(texts("SELECT coalesce(max(version), 0) FROM labels WHERE box = '" + box + "'")
                .getFirst());
    }

    /// What the topic of dead letters is told, in order: header names and texts of each record, `value` among them.
    List<Map<String, String>> told() {
        try (var connection = database.connect();
                var select = connection.prepareStatement(
                        "SELECT headers, payload FROM outbox WHERE topic = 'boxes-dlt' ORDER BY id");
                var row = select.executeQuery()) {
            var told = new ArrayList<Map<String, String>>();
            while (row.next()) {
                var record = new HashMap<String, String>();
                for (var header : HeaderBytes.read(row.getBytes(1))) {
                    record.put(header.name(), text(header));
                }
                var payload = row.getBytes(2);
                record.put("value", payload == null ? "none" : new String(payload, StandardCharsets.UTF_8));
                told.add(record);
            }
            return told;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Header header) {
        var value = header.value();
        return value == null ? "none" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        database.close();
    }
}
