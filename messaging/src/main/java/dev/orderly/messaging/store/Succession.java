package dev.orderly.messaging.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What a table that takes another's place has from it: owner and grants.
final class Succession {
    /// Of the table and of single columns; to everybody where there is no grantee.
    private static final String GRANTS = """
            SELECT format('GRANT %s%s ON %s TO %s%s', g.privilege_type, g.columns, ?,
              CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
              CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_class c CROSS JOIN LATERAL (
              SELECT a.*, '' AS columns FROM aclexplode(c.relacl) a
              UNION ALL
              SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
              WHERE t.attrelid = c.oid AND NOT t.attisdropped) g
            WHERE c.oid = ?::regclass AND g.grantee <> c.relowner""";

    private static final String OWNER = """
            SELECT format('ALTER TABLE %s OWNER TO %I', ?, pg_get_userbyid(relowner))
            FROM pg_class WHERE oid = ?::regclass AND relowner <> current_user::regrole""";

    private Succession() {}

    /// The statements that make it so.
    ///
    /// @param before the table that is there, by its whole name
    /// @param after the one that is to take its place
    static List<String> of(Connection connection, String before, String after) throws SQLException {
        var statements = new ArrayList<String>();
        for (var query : List.of(GRANTS, OWNER)) {
            try (var select = connection.prepareStatement(query)) {
                select.setString(1, after);
                select.setString(2, before);
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        statements.add(row.getString(1));
                    }
                }
            }
        }
        return statements;
    }
}
