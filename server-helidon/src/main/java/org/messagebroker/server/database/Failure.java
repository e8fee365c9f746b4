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
    /** A value is too long, out of range or of a wrong form, or neither a partition nor a check takes its row. */
    DATA,
    /** The connection is gone, the database is going down, or has no room. */
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
            case 3, 1021, 1026, 1030, 1040, 1053, 1114, 1290, 1836 -> CONNECTION;
            case 1366, 1526, 3819, 4025 -> DATA;
            default -> ofState(Optional.ofNullable(failed.getSQLState()).orElse(""));
        };
    }

    private static Failure ofState(String state) {
        if (state.startsWith("08")) {
            return CONNECTION;
        }
        return state.startsWith("22") || state.startsWith("23") ? DATA : OTHER;
    }
}
