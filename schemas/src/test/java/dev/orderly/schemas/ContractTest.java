package dev.orderly.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.Fact;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.event.Topic;
import dev.orderly.schemas.Contract.Carried;
import dev.orderly.schemas.notification.NotificationCommand;
import dev.orderly.schemas.notification.NotificationFact;
import dev.orderly.schemas.order.OrderCommand;
import dev.orderly.schemas.order.OrderFact;
import dev.orderly.schemas.order.OrderReply;
import dev.orderly.schemas.user.UserCommand;
import dev.orderly.schemas.user.UserFact;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Holds topics, records and schemas against each other: what one of them says, the others say too.
final class ContractTest {
    private static final Map<Topic, Class<? extends Message>> FAMILIES = Map.of(
            Topics.USER_COMMANDS, UserCommand.class,
            Topics.USER_EVENTS, UserFact.class,
            Topics.ORDER_COMMANDS, OrderCommand.class,
            Topics.ORDER_EVENTS, OrderFact.class,
            Topics.ORDER_REPLIES, OrderReply.class,
            Topics.NOTIFICATION_COMMANDS, NotificationCommand.class,
            Topics.NOTIFICATION_EVENTS, NotificationFact.class);

    static Stream<Carried> carried() {
        return Contract.carried();
    }

    static List<Topic> topics() {
        return Topics.ALL;
    }

    @ParameterizedTest
    @MethodSource("topics")
    void a_topic_carries_its_family_and_nothing_else(Topic topic) {
        var records = topic.types().stream().<Class<?>>map(MessageType::data).toList();
        assertThat(records).containsExactlyInAnyOrderElementsOf(members(FAMILIES.get(topic)));
        assertThat(topic.types().stream().map(MessageType::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void events_are_facts_that_are_kept_for_ever_and_nothing_else_is(Topic topic) {
        var isEvents = topic.name().endsWith("-events");
        assertThat(topic.retention()).isEqualTo(isEvents ? Topic.Retention.FOR_EVER : Topic.Retention.SEVEN_DAYS);
        assertThat(Fact.class.isAssignableFrom(FAMILIES.get(topic))).isEqualTo(isEvents);
    }

    @Test
    void every_schema_has_a_type_and_every_type_a_schema() {
        var files = Contract.files("schemas").stream()
                .map(file -> file.getFileName().toString());
        var types = Stream.concat(
                Stream.of("envelope.1.json"),
                carried().map(carried -> carried.type().name() + ".1.json").distinct());
        assertThat(files).containsExactlyInAnyOrderElementsOf(types.toList());
    }

    @ParameterizedTest
    @MethodSource("carried")
    void a_schema_is_named_as_the_envelope_names_it(Carried carried) {
        var schema = Contract.schema(carried.type());
        assertThat(schema.path("$id").asString()).isEqualTo(carried.type().schemaUrn());
        assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("title").asString()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("carried")
    void a_record_has_what_its_schema_has(Carried carried) {
        same(carried.type().data(), Contract.schema(carried.type()));
    }

    @Test
    void one_field_is_described_in_one_way_everywhere() {
        var ids =
                List.of("userId", "orderId", "sku", "notificationId", "email", "name", "template", "channel", "params");
        for (var id : ids) {
            assertThat(carried()
                            .map(carried -> Contract.schema(carried.type())
                                    .path("properties")
                                    .path(id)
                                    .deepCopy())
                            .filter(JsonNode::isObject)
                            .map(property -> property.asObject().without("description"))
                            .distinct())
                    .as(id)
                    .hasSize(1);
        }
    }

    private static void same(Class<?> record, JsonNode schema) {
        var components = List.of(record.getRecordComponents());
        assertThat(schema.path("properties").propertyNames())
                .containsExactlyElementsOf(
                        components.stream().map(RecordComponent::getName).toList());
        var required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        for (var component : components) {
            var property = schema.path("properties").path(component.getName());
            var isOptional = component.getType() == Optional.class;
            assertThat(required.contains(component.getName()))
                    .as("%s is optional on both sides, has a default, or is the id", component)
                    .isEqualTo(!isOptional && !property.has("default") && !lendsItsId(record, component));
            same(component.getGenericType(), property);
        }
    }

    /// The one field that reading takes from the message's id.
    private static boolean lendsItsId(Class<?> record, RecordComponent component) {
        return record == OrderCommand.PlaceOrder.class && component.getName().equals("orderId");
    }

    private static void same(Type type, JsonNode property) {
        var jsonType = property.path("type").asString();
        switch (type) {
            case ParameterizedType list
            when list.getRawType() == List.class -> {
                assertThat(jsonType).isEqualTo("array");
                same(list.getActualTypeArguments()[0], property.path("items"));
            }
            case ParameterizedType map
            when map.getRawType() == Map.class -> {
                assertThat(jsonType).isEqualTo("object");
                same(map.getActualTypeArguments()[1], property.path("additionalProperties"));
            }
            case ParameterizedType optional -> same(optional.getActualTypeArguments()[0], property);
            case Class<?> record when record.isRecord() -> same(record, property);
            case Class<?> words
            when words.isEnum() ->
                assertThat(property.path("enum").valueStream().map(JsonNode::asString))
                        .containsExactlyElementsOf(Stream.of(words.getEnumConstants())
                                .map(Object::toString)
                                .toList());
            case Class<?> number
            when number == int.class || number == long.class -> {
                assertThat(jsonType).isEqualTo("integer");
                var largest = number == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE;
                assertThat(property.path("maximum").longValue()).isBetween(1L, largest);
                assertThat(property.path("minimum").longValue()).isBetween(0L, 1L);
            }
            default -> {
                assertThat(type).isEqualTo(String.class);
                assertThat(jsonType).isEqualTo("string");
            }
        }
    }

    private static List<Class<?>> members(Class<?> family) {
        var members = new ArrayList<Class<?>>();
        for (var member : family.getPermittedSubclasses()) {
            if (member.isRecord()) {
                members.add(member);
            } else {
                members.addAll(members(member));
            }
        }
        return members;
    }
}
