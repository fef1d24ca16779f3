package dev.orderly.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.EventWriter;
import dev.orderly.messaging.event.Reading;
import dev.orderly.schemas.Contract.Carried;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a schema allows is read, and what it forbids is not, constraint by constraint.
final class SchemasTest {
    private static final EventReader READER = new EventReader(Topics.ALL);
    private static final EventWriter WRITER = new EventWriter();
    private static final int SAMPLES = 200;

    static Stream<Carried> carried() {
        return Contract.carried();
    }

    @ParameterizedTest
    @MethodSource("carried")
    void what_a_schema_allows_is_read_and_written_and_read_again(Carried carried) {
        var sampler = new SchemaSampler(7, false);
        for (var i = 0; i < SAMPLES; i++) {
            var data = sampler.sample(Contract.schema(carried.type()));
            var event = valid(carried, data).event();
            var again = READER.read(Contract.record(carried.topic().name(), WRITER.value(event)));
            assertThat(again)
                    .isInstanceOfSatisfying(
                            Reading.Valid.class,
                            valid -> assertThat(valid.event()).isEqualTo(event));
        }
    }

    @ParameterizedTest
    @MethodSource("carried")
    void what_a_schema_forbids_is_refused_by_its_name(Carried carried) {
        var schema = Contract.schema(carried.type());
        var broken = new SchemaMutator(7).mutate(schema, new SchemaSampler(7, true).sample(schema));
        assertThat(broken).hasSizeGreaterThan(10).allSatisfy(mutation -> {
            var expected = mutation.code().replaceFirst(":", ":/data");
            if (mutation.code().equals("schema:") && mutation.data().isNull()) {
                expected = "missing:/data";
            }
            assertThat(code(carried, mutation.data())).isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @MethodSource("carried")
    void unknown_fields_are_accepted(Carried carried) {
        var data = (ObjectNode) new SchemaSampler(7, true).sample(Contract.schema(carried.type()));
        var plain = valid(carried, data).event().data();
        data.set("unknown", Contract.JSON.readTree("{\"a\":[1.5,null,\"x\"]}"));
        assertThat(valid(carried, data).event().data()).isEqualTo(plain);
    }

    private static Reading.Valid valid(Carried carried, JsonNode data) {
        var reading = READER.read(
                Contract.record(carried.topic().name(), carried.type().name(), data));
        assertThat(reading).as("%s", data).isInstanceOf(Reading.Valid.class);
        return (Reading.Valid) reading;
    }

    private static String code(Carried carried, JsonNode data) {
        return READER.read(Contract.record(
                                carried.topic().name(), carried.type().name(), data))
                        instanceof Reading.Malformed malformed
                ? malformed.reason().code()
                : "read";
    }
}
