package org.messagebroker.server.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** What a failed statement means for its transaction. */
enum Failure {
    /** Broken off in favour of another transaction, or waited too long for its locks. */
    DEADLOCK,
    /** Another transaction inserted the same key first. */
    DUPLICATE_KEY,
    /** The connection is gone, or the database is going down. */
    CONNECTION,
    /** Anything else: an error in the statement or the data. */
    OTHER;

    static Failure of(Throwable thrown) {
        return sqlException(thrown).map(Failure::of).orElse(OTHER);
    }

    private static Optional<SQLException> sqlException(Throwable thrown) {
        return Stream.<Throwable>iterate(thrown, t -> t != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    private static Failure of(SQLException failed) {
        return switch (failed.getErrorCode()) {
            case 1205, 1213, 1020 -> DEADLOCK;
            case 1062 -> DUPLICATE_KEY;
            case 1053, 1040, 1290, 1836 -> CONNECTION;
            default -> isConnection(failed) ? CONNECTION : OTHER;
        };
    }

    private static boolean isConnection(SQLException failed) {
        return failed.getSQLState() != null && failed.getSQLState().startsWith("08");
    }
}
