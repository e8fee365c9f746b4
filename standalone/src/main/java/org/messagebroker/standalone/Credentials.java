package org.messagebroker.standalone;

import java.nio.file.Path;

/** The generated secrets, by what they are for. {@code toString} shows none of them. */
final class Credentials {

    static final String DATABASE = "message_broker";
    static final String SERVER_USER = "broker_server";
    static final String MIGRATION_USER = "broker_migration";

    static final String SERVER_PASSWORD = "database-server-password";

    private final Secrets secrets;

    Credentials(Installation installation) {
        this.secrets = new Secrets(installation.secrets());
    }

    /** Makes those that parts read from their files. */
    void make() {
        masterKey();
        adminPassword();
    }

    /** Encrypts the stored bodies: whoever loses it loses them. */
    Path masterKey() {
        return secrets.file("master.key", 32);
    }

    String jwtSecret() {
        return secrets.text("jwt-secret", 48);
    }

    String sessionSecret() {
        return secrets.text("session-secret", 48);
    }

    String redisPassword() {
        return secrets.text("redis-password", 24);
    }

    /** Of the database user that may only read and write rows. */
    String serverPassword() {
        return secrets.text(SERVER_PASSWORD, 24);
    }

    /** Of the database user that may change the schema. */
    String migrationPassword() {
        return secrets.text("database-migration-password", 24);
    }

    String databaseRootPassword() {
        return secrets.text("database-root-password", 24);
    }

    /** Of the first administrator. */
    String adminPassword() {
        return secrets.text("admin-password", 15);
    }
}
