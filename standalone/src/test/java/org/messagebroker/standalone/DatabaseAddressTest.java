package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseAddressTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void understandsTheFormsThatOperatorsWrite() {
        DatabaseAddress expected = new DatabaseAddress("jdbc:mysql://db:3307/broker", "u", "p@ss+1");

        assertEquals(expected, DatabaseAddress.of("mysql+pymysql://u:p%40ss+1@db:3307/broker?charset=utf8mb4", "", ""));
        assertEquals(expected, DatabaseAddress.of("mysql://u:p%40ss+1@db:3307/broker", "x", "y"));
        assertEquals(expected, DatabaseAddress.of("jdbc:mysql://db:3307/broker", "u", "p@ss+1"));
    }

    @Test
    void refusesAnotherDatabase() {
        CommandFailure refused =
                assertThrows(CommandFailure.class, () -> DatabaseAddress.of("postgresql://u:secret@h/n", "", ""));

        assertEquals(Exit.USAGE, refused.exit());
        assertFalse(refused.getMessage().contains("secret"));
    }

    @Test
    void theSchemaMayHaveAUserOfItsOwn() {
        SiteSettings site = new SiteSettings(Map.of(
                "DB_HOST",
                "db",
                "DB_USER",
                "rows",
                "DB_PASSWORD",
                "1",
                "MIGRATION_DB_USER",
                "ddl",
                "MIGRATION_DB_PASSWORD",
                "2"));

        assertEquals("rows at jdbc:mysql://db:3306/message_broker", server(site).toString());
        assertEquals(
                "ddl at jdbc:mysql://db:3306/message_broker", migration(site).toString());
    }

    @Test
    void theEmbeddedDatabaseHasTwoUsersWithPasswordsOfTheirOwn() {
        SiteSettings site = new SiteSettings(Map.of());

        assertEquals(
                "broker_server at jdbc:mysql://127.0.0.1:8316/message_broker",
                server(site).toString());
        assertEquals(
                "broker_migration at jdbc:mysql://127.0.0.1:8316/message_broker",
                migration(site).toString());
        assertFalse(server(site).password().equals(migration(site).password()));
    }

    private DatabaseAddress server(SiteSettings site) {
        return DatabaseAddress.ofServer(site, new Ports(10), new Credentials(new Installation(directory)));
    }

    private DatabaseAddress migration(SiteSettings site) {
        return DatabaseAddress.ofMigration(site, new Ports(10), new Credentials(new Installation(directory)));
    }
}
