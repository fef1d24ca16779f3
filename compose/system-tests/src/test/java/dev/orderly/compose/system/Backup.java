package dev.orderly.compose.system;

import dev.orderly.compose.embedded.Database;

/// A copy of a service's database, as it was.
record Backup(Rows superuser, Database database) {

    /// Of a service that is stopped.
    static Backup of(SystemUnderTest system, ServiceUnderTest service) {
        var backup = new Backup(new Rows(system.brokers.postgres().superuser()), service.database());
        backup.superuser.run("DROP DATABASE IF EXISTS %s".formatted(backup.copy()));
        backup.superuser.run("CREATE DATABASE %s TEMPLATE %s".formatted(backup.copy(), backup.name()));
        return backup;
    }

    /// Whoever is connected is thrown out.
    void putBack() {
        superuser.run("DROP DATABASE %s WITH (FORCE)".formatted(name()));
        superuser.run("CREATE DATABASE %s TEMPLATE %s OWNER \"%s\"".formatted(name(), copy(), database.user()));
    }

    private String name() {
        return database.url().replaceAll(".*/|\\?.*", "");
    }

    private String copy() {
        return name() + "_backup";
    }
}
