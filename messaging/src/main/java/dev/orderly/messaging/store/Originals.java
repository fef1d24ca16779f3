package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Ids;
import dev.orderly.messaging.event.MessageName;
import dev.orderly.messaging.event.Received;
import dev.orderly.messaging.store.Arrivals.Identity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/// The identities under which dead letters came that were edited. They count as handled while the edited message does,
/// and are free again once it has failed or is left out.
public final class Originals {
    /// Where an earlier version noted one, it did not say whose it is.
    private static final String FREE = """
            DELETE FROM inbox USING unnest(?::text[], ?::text[], ?::uuid[]) AS f(id, source, content)
            WHERE inbox.id = f.id AND inbox.source = f.source
              AND inbox.content IN (f.content, '00000000-0000-0000-0000-000000000000')""";

    private final Connection connection;

    Originals(Connection connection) {
        this.connection = connection;
    }

    /// Nothing was handled under it, and nothing is to be: any message of it is another. Its content tells whose it is,
    /// since several dead letters may have come under one id.
    public static Identity of(Received record) {
        var name = MessageName.of(record);
        return new Identity(name.source(), name.id(), Ids.of(record));
    }

    void free(Collection<Identity> originals) throws SQLException {
        try (var free = connection.prepareStatement(FREE)) {
            free.setArray(1, Arrays.of(connection, "text", originals, Identity::id));
            free.setArray(2, Arrays.of(connection, "text", originals, Identity::source));
            free.setArray(3, Arrays.of(connection, "uuid", originals, Identity::content));
            free.execute();
        }
    }
}
