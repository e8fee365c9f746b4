package org.messagebroker.server.reencryption;

import io.helidon.dbclient.DbExecute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A table whose rows hold what is sealed, walked in the order of its primary key. */
sealed interface SealedTable permits MessageRows, DeadLetterRows {

    /** The name of the table. */
    String name();

    /** The next rows as they are at this moment; empty at the end. */
    List<SealedRow> after(DbExecute execute, Optional<Position> position, int limit);

    /** Replaces rows, each only if it still holds the very bytes that it held: a newer delivery is never undone. */
    void replace(Connection connection, List<Renewal.Renewed> rows) throws SQLException;
}
