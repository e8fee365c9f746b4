package org.messagebroker.server.statistics;

import java.time.InstantSource;
import java.time.ZoneId;
import org.messagebroker.server.database.Database;

/** Adds up now what servers add up every other second. */
public final class TestFolding {

    private TestFolding() {}

    public static void fold(Database database, ZoneId zone) {
        new Folding(database, zone, InstantSource.system()).foldAll();
    }
}
