package org.messagebroker.standalone;

import org.messagebroker.liquibase.MigrationException;
import org.messagebroker.liquibase.Migrations;

/** The schema of the installation's database. */
final class DatabaseSchema {

    private DatabaseSchema() {}

    /** Brings it up to date. */
    static void migrate(DatabaseAddress database) {
        try {
            Migrations.migrate(database.jdbc(), database.user(), database.password());
        } catch (MigrationException e) {
            throw CommandFailure.because(e);
        }
    }
}
