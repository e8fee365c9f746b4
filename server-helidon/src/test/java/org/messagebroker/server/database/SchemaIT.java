package org.messagebroker.server.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.messagebroker.testing.TestDatabase;

@Tag("database")
class SchemaIT {

    @Test
    void findsNoFaultInAMigratedDatabaseAndNeedsItsNewestChange() {
        try (TestDatabase migrated = TestDatabase.create();
                Database database = TestDatabases.open(migrated, 1)) {
            assertEquals(Optional.empty(), new Schema(database).fault());
            assertEquals(Schema.NEEDED, newestChange(database));
        }
    }

    @Test
    void saysThatADatabaseWithoutTheTablesIsBehind() {
        try (TestDatabase empty = TestDatabase.createEmpty();
                Database database = TestDatabases.open(empty, 1)) {
            assertTrue(new Schema(database).fault().orElseThrow().contains("run the migrations"));
        }
    }

    private static String newestChange(Database database) {
        return database.read(execute -> execute.createGet("SELECT MAX(ID) AS newest FROM DATABASECHANGELOG")
                        .execute())
                .map(row -> row.column("newest").getString())
                .orElseThrow();
    }
}
