package org.messagebroker.server.database;

import java.util.Optional;

/** Whether the database has the tables that this version of the server was written for. Migrations are not run here. */
public final class Schema {

    /** The newest change set that this version needs. */
    static final String NEEDED = "0018-1";

    private final Database database;

    public Schema(Database database) {
        this.database = database;
    }

    /** What is wrong, in words for an administrator; empty when nothing is. */
    public Optional<String> fault() {
        try {
            return found() ? Optional.empty() : Optional.of(behind());
        } catch (DatabaseUnavailableException unavailable) {
            return Optional.of("the database does not answer; check its address, user and password");
        } catch (RuntimeException noTable) {
            return Optional.of(behind());
        }
    }

    private boolean found() {
        return database.read(execute -> execute.createNamedGet(
                                "schema-change", "SELECT ID FROM DATABASECHANGELOG WHERE ID = :id")
                        .addParam("id", NEEDED)
                        .execute())
                .isPresent();
    }

    private static String behind() {
        return "the database's schema is behind this version (change set " + NEEDED
                + " is missing); run the migrations with the migration user";
    }
}
