package dev.orderly.messaging.service.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Where Kafka is, and how to be let in.
///
/// @param bootstrapServers empty where the file names them
/// @param configFile client properties, such as those of TLS and SASL
/// @param replicationFactor of topics that the service creates
public record KafkaSettings(Optional<String> bootstrapServers, Optional<Path> configFile, int replicationFactor) {
    private static final String HOST_AND_PORT = "[^\\s,]+:\\d{1,5}";
    private static final Setting<String> SERVERS = Setting.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            "localhost:9092",
            "hosts with ports, separated by commas",
            "Kafka brokers to ask first",
            text -> Kinds.checked(text, text.matches(HOST_AND_PORT + "(," + HOST_AND_PORT + ")*")));
    private static final Setting<Optional<Path>> CONFIG_FILE =
            Kinds.file("KAFKA_CONFIG_FILE", "/etc/orderly/kafka.properties", "Kafka client properties: TLS, SASL");
    private static final Setting<Integer> REPLICATION_FACTOR = Kinds.number(
            "KAFKA_REPLICATION_FACTOR", 1, 1, 15, "copies of each topic that the service creates; 3 in a cluster");

    public static final SettingGroup<KafkaSettings> GROUP =
            new SettingGroup<>(List.of(SERVERS, CONFIG_FILE, REPLICATION_FACTOR), KafkaSettings::from);

    private static KafkaSettings from(Settings settings) {
        var servers = settings.get(SERVERS);
        var file = settings.get(CONFIG_FILE);
        var isLeftToFile = file.isPresent() && settings.origin(SERVERS) == Settings.Origin.DEFAULT;
        var kafka = new KafkaSettings(
                isLeftToFile ? Optional.empty() : Optional.of(servers), file, settings.get(REPLICATION_FACTOR));
        if (isLeftToFile && !kafka.client().containsKey("bootstrap.servers")) {
            return new KafkaSettings(Optional.of(servers), file, kafka.replicationFactor());
        }
        return kafka;
    }

    /// The properties that every client starts from. They may hold passwords.
    public Map<String, Object> client() {
        var client = new HashMap<String, Object>();
        configFile.ifPresent(file -> read(file).forEach((name, value) -> client.put((String) name, value)));
        bootstrapServers.ifPresent(servers -> client.put("bootstrap.servers", servers));
        return client;
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
