package dev.orderly.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.orderly.messaging.event.EventReader;
import dev.orderly.messaging.event.Reading;
import dev.orderly.schemas.Contract.Carried;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ExamplesTest {
    private static final EventReader READER = new EventReader(Topics.ALL);

    static Stream<Carried> carried() {
        return Contract.carried();
    }

    static List<Path> examples() {
        return Contract.files("examples");
    }

    @ParameterizedTest
    @MethodSource("carried")
    void every_type_has_two_examples_that_are_read(Carried carried) {
        assertThat(Contract.examples(carried.type().name()))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(example -> assertThat(read(carried.topic().name(), example))
                        .isInstanceOfSatisfying(
                                Reading.Valid.class,
                                valid -> assertThat(valid.event().type())
                                        .isEqualTo(carried.type().name())));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whole_envelopes_are_as_the_envelopes_schema_says(Path example) {
        var json = new String(Contract.bytes(example), StandardCharsets.UTF_8);
        if (!Contract.JSON.readTree(json).has("specversion")) {
            return;
        }
        var schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try (var envelope = ExamplesTest.class.getResourceAsStream("/schemas/envelope.1.json")) {
            assertThat(schemas.getSchema(envelope).validate(json, InputFormat.JSON))
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "empty, empty",
        "json, json",
        "type, type",
        "missing-data, missing:/data",
        "missing-data-email, missing:/data/email",
        "schema-time, schema:/time",
        "schema-data-openingCredit, schema:/data/openingCredit",
        "schema-data-currency, schema:/data/currency",
        "schema-data-lines, schema:/data/lines"
    })
    void invalid_examples_are_refused_with_the_reason_that_they_show(String name, String code) {
        var example = Contract.files("examples/invalid").stream()
                .filter(file -> file.endsWith(name + ".json"))
                .findFirst()
                .orElseThrow();
        var topic = code.endsWith("lines") ? "order-commands" : "user-commands";
        assertThat(read(topic, example))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason().code()).isEqualTo(code));
    }

    @Test
    void a_record_beyond_256_kib_is_too_large() {
        var value = " ".repeat(256 * 1024 + 1).getBytes(StandardCharsets.UTF_8);
        assertThat(READER.read(Contract.record("user-commands", value)))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason().code()).isEqualTo("too-large"));
    }

    @Test
    void every_example_is_of_a_type_and_every_invalid_one_is_tried() {
        var types = Contract.carried().map(carried -> carried.type().name()).toList();
        assertThat(examples()).allSatisfy(example -> assertThat(types).contains(Contract.typeOf(example)));
        assertThat(Contract.files("examples/invalid")).hasSize(9);
    }

    private static Reading read(String topic, Path example) {
        return READER.read(Contract.record(topic, Contract.bytes(example)));
    }
}
