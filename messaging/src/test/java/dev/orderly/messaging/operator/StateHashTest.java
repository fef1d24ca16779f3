package dev.orderly.messaging.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderly.messaging.store.BoxDatabase;
import dev.orderly.messaging.store.Boxes;
import dev.orderly.messaging.store.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateHashTest {
    private static final List<Table<?>> TABLES = List.of(Boxes.BOXES_TABLE, Boxes.LABELS_TABLE);

    private BoxDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = BoxDatabase.fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void it_is_the_sha_256_of_the_rows_in_the_order_of_tables_and_of_their_keys_bytes() throws Exception {
        database.run("INSERT INTO boxes VALUES ('b', 2, 1), ('a', 1, 7), ('B', 3, 1), ('\u00e4', 4, 1)");
        database.run("INSERT INTO labels VALUES ('a', 'say \"hi\"', 3)");

        var lines = new ArrayList<String>();
        var result = StateHash.of(database.source(), TABLES, lines::add);

        assertThat(lines)
                .containsExactly(
                        "boxes {\"box\":\"B\",\"things\":3,\"version\":1}",
                        "boxes {\"box\":\"a\",\"things\":1,\"version\":7}",
                        "boxes {\"box\":\"b\",\"things\":2,\"version\":1}",
                        "boxes {\"box\":\"\u00e4\",\"things\":4,\"version\":1}",
                        "labels {\"box\":\"a\",\"version\":3,\"words\":\"say \\\"hi\\\"\"}");
        assertThat(result).isEqualTo(new StateHash.Result(sha256(String.join("\n", lines) + "\n"), 5));
    }

    @Test
    void it_does_not_depend_on_the_order_in_which_rows_were_written() throws SQLException {
        database.run("INSERT INTO boxes VALUES ('a', 1, 1), ('b', 2, 1)");
        var first = hash();
        database.run("TRUNCATE boxes");
        database.run("INSERT INTO boxes VALUES ('b', 2, 1), ('a', 1, 1)");

        assertThat(hash()).isEqualTo(first);
        database.run("UPDATE boxes SET things = 3 WHERE box = 'b'");
        assertThat(hash()).isNotEqualTo(first);
    }

    @Test
    void a_table_that_is_swapped_for_another_while_it_is_read_is_seen_as_it_was_or_as_it_is() throws Exception {
        database.run("INSERT INTO boxes VALUES ('a', 1, 1)");
        database.run("INSERT INTO labels VALUES ('a', 'red', 1)");
        var whole = hash();
        try (var swapping = database.connect();
                var statement = swapping.createStatement()) {
            swapping.setAutoCommit(false);
            statement.execute("CREATE TABLE other (LIKE labels INCLUDING ALL)");
            statement.execute("INSERT INTO other SELECT * FROM labels");
            statement.execute("DROP TABLE labels");
            statement.execute("ALTER TABLE other RENAME TO labels");
            var hash = CompletableFuture.supplyAsync(this::hash);
            await("it waits for the table")
                    .until(() -> !database.texts("SELECT 1 FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            swapping.commit();
            assertThat(hash.join()).isEqualTo(whole);
        }
    }

    @Test
    void columns_that_only_tell_of_work_and_rows_that_do_not_count_are_left_out() {
        var table = Table.of(Boxes.BOXES)
                .column("box", "text", Boxes.Box::box)
                .working("things", "bigint", Boxes.Box::things)
                .column("content", "json", _ -> "{\"b\": 1, \"a\": [2, {\"d\":null, \"c\":\"x\"}]}")
                .counting(box -> box.version() > 1)
                .readBy(row -> new Boxes.Box(row.getString(1), row.getLong(2), 1));

        assertThat(table.canonical(new Boxes.Box("a", 5, 1))).isEmpty();
        assertThat(table.canonical(new Boxes.Box("a", 5, 2)))
                .contains("boxes {\"box\":\"a\",\"content\":{\"a\":[2,{\"c\":\"x\",\"d\":null}],\"b\":1}}");
    }

    private String hash() {
        try {
            return StateHash.of(database.source(), TABLES, _ -> {}).hash();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
