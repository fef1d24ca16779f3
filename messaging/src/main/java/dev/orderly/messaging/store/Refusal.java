package dev.orderly.messaging.store;

import dev.orderly.messaging.service.settings.DatabaseSettings;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/// A server that is there and does not let the service in: waiting mends nothing.
/// Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
///
/// @param mend what its operator does about it
public record Refusal(String why, String mend) {

    /// Nothing for any other trouble. A pool repeats the state, not what the server said: the innermost does.
    static Optional<Refusal> of(Throwable e, String service, DatabaseSettings settings) {
        return Stream.<Throwable>iterate(e, each -> each != null, Throwable::getCause)
                .flatMap(each -> each instanceof SQLException sql ? Stream.of(sql) : Stream.empty())
                .flatMap(each -> of(each, service, settings).stream())
                .reduce((_, innermost) -> innermost);
    }

    private static Optional<Refusal> of(SQLException e, String service, DatabaseSettings settings) {
        var at = settings.address();
        var slash = at.lastIndexOf('/');
        var server = at.substring(0, slash);
        var database = quoted(at.substring(slash + 1));
        var user = quoted(settings.user());
        return switch (String.valueOf(e.getSQLState())) {
            case "3D000" ->
                Optional.of(new Refusal(
                        "there is no database %s at %s".formatted(database, server),
                        "as a superuser: CREATE DATABASE %s OWNER %s (a make run that is started anew does so); then: orderly %s recover --execute"
                                .formatted(database, user, service)));
            case "28P01" ->
                Optional.of(new Refusal(
                        "%s knows no user %s with this password".formatted(server, user),
                        "set DATABASE_USER and DATABASE_PASSWORD; or as a superuser: CREATE ROLE %1$s LOGIN PASSWORD '...', or ALTER ROLE %1$s PASSWORD '...'"
                                .formatted(user)));
            case "28000" ->
                Optional.of(new Refusal(
                        "%s does not let user %s in: %s".formatted(server, user, e.getMessage()),
                        "set DATABASE_USER; or as a superuser: CREATE ROLE %s LOGIN PASSWORD '...'; or let it in, in pg_hba.conf"
                                .formatted(user)));
            default -> Optional.empty();
        };
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
