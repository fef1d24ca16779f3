package dev.orderly.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.event.Topic;
import dev.orderly.schemas.Contract.Carried;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The AsyncAPI document says what the code does.
final class AsyncApiTest {
    private static final Path FILE = Path.of("asyncapi.yaml");
    private static final JsonNode API = new YAMLMapper().readTree(FILE);
    private static final List<String> SERVICES = List.of("user-events", "order-service", "notification-service");

    static List<Topic> topics() {
        return Topics.ALL;
    }

    static Stream<Carried> carried() {
        return Contract.carried();
    }

    @Test
    void every_topic_and_every_dead_letter_topic_is_a_channel() {
        var names = Stream.concat(
                Topics.ALL.stream().map(Topic::name), SERVICES.stream().map(service -> service + "-dlt"));
        assertThat(API.path("channels").propertyNames()).containsExactlyElementsOf(names.toList());
        assertThat(API.path("asyncapi").asString()).isEqualTo("3.0.0");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void a_channel_carries_what_its_topic_carries(Topic topic) {
        var channel = API.path("channels").path(topic.name());
        assertThat(channel.path("address").asString()).isEqualTo(topic.name());
        assertThat(channel.path("messages").propertyNames())
                .containsExactlyElementsOf(
                        topic.types().stream().map(MessageType::name).toList());
        var kafka = channel.path("bindings").path("kafka");
        assertThat(kafka.path("partitions").asInt()).isEqualTo(12);
        assertThat(kafka.path("topicConfiguration").path("retention.ms").asLong())
                .isEqualTo(topic.retention() == Topic.Retention.FOR_EVER ? -1 : 604_800_000);
    }

    @ParameterizedTest
    @MethodSource("carried")
    void a_message_is_the_envelope_with_the_data_of_its_schema(Carried carried) {
        var type = carried.type();
        var message = API.path("components").path("messages").path(type.name());
        assertThat(message.path("title")).isEqualTo(Contract.schema(type).path("title"));
        var payload = message.path("payload").path("allOf");
        assertThat(payload.path(0).path("$ref").asString()).endsWith("/schemas/envelope.1.json");
        var properties = payload.path(1).path("properties");
        assertThat(properties.path("type").path("const").asString()).isEqualTo(type.name());
        assertThat(properties.path("data").path("$ref").asString())
                .endsWith("/schemas/" + type.name() + "." + type.version() + ".json");
    }

    @Test
    void there_are_no_other_messages() {
        var types = carried().map(carried -> carried.type().name()).distinct();
        assertThat(API.path("components").path("messages").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(types, Stream.of("dead-letter")).toList());
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(API.findValuesAsString("$ref")).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(API.at(JsonPointer.compile(reference.substring(1))).isMissingNode())
                        .isFalse();
            } else {
                assertThat(Files.isRegularFile(FILE.resolveSibling(reference))).isTrue();
            }
        });
    }

    @Test
    void every_service_reads_and_writes_what_it_should() {
        var operations = API.path("operations").propertyNames();
        assertThat(operations).hasSize(9 + 6 + 3).allSatisfy(name -> {
            var operation = API.path("operations").path(name);
            assertThat(SERVICES)
                    .contains(operation.path("tags").path(0).path("name").asString());
            assertThat(operation.path("action").asString()).isEqualTo(name.contains(".reads.") ? "receive" : "send");
            assertThat(operation.path("channel").path("$ref").asString())
                    .isEqualTo("#/channels/" + name.substring(name.lastIndexOf('.') + 1));
        });
    }
}
