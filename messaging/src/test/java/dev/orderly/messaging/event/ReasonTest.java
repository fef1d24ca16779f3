package dev.orderly.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void each_factory_has_its_code_among_all_of_them() {
        var factories = Arrays.stream(Reason.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == Reason.class)
                .toList();
        assertThat(Reason.codes())
                .hasSameSizeAs(factories)
                .doesNotHaveDuplicates()
                .contains("json", "schema", Reason.ID_REUSED);
    }
}
