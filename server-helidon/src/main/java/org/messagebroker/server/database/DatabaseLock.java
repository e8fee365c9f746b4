package org.messagebroker.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Lets one of several servers on a database do something. The database gives the lock back when its holder dies. */
public final class DatabaseLock {

    private static final String TAKE = "SELECT GET_LOCK(CONCAT(?, LEFT(SHA2(DATABASE(), 256), 40)), 0)";
    private static final String GIVE_BACK = "SELECT RELEASE_LOCK(CONCAT(?, LEFT(SHA2(DATABASE(), 256), 40)))";

    private DatabaseLock() {}

    /**
     * Does the work, unless somebody else is at work of this name.
     *
     * @param name short, with a dash at its end
     * @return whether it was done
     */
    public static boolean tryTo(Connection connection, String name, Work work) throws SQLException {
        if (ask(connection, TAKE, name) != 1) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            ask(connection, GIVE_BACK, name);
        }
    }

    private static int ask(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }

    /** What is done under a lock. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }
}
