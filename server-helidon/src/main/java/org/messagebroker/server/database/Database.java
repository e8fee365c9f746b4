package org.messagebroker.server.database;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database. Transactions read what is committed (READ COMMITTED) and are run again, a bounded number of times, when
 * the database broke them off for a deadlock. Thread-safe; calls block.
 *
 * <p>All methods throw {@link DatabaseUnavailableException} when the database cannot be asked or has no room, and
 * {@link RefusedDataException} when it refuses what is to be written.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int MAX_TRIES = 8;

    private final HikariConnections connections;
    private final DbClient client;

    private Database(HikariConnections connections) {
        this.connections = connections;
        this.client = JdbcClientBuilder.create().connectionPool(connections).build();
    }

    /** Does not connect yet. */
    public static Database open(DatabaseConfig config) {
        return new Database(HikariConnections.create(config));
    }

    /** Runs single statements, each its own transaction. Results must be read to their end. */
    public <T> T read(Function<DbExecute, T> work) {
        return again(EnumSet.of(Failure.DEADLOCK), () -> work.apply(client.execute()));
    }

    /** Runs the work in one transaction, committed when it returns and rolled back when it throws. */
    public <T> T transaction(Function<DbExecute, T> work) {
        return again(EnumSet.of(Failure.DEADLOCK), () -> {
            DbTransaction transaction = client.transaction();
            boolean committed = false;
            try {
                T result = LastSteps.<T, RuntimeException>after(transaction, () -> work.apply(transaction));
                transaction.commit();
                committed = true;
                return result;
            } catch (SQLException failed) {
                throw new StatementFailure(failed);
            } finally {
                if (!committed) {
                    transaction.rollback();
                }
            }
        });
    }

    /**
     * Runs the work in one transaction on a plain connection, for statements in batches, which DbClient does not have.
     * A duplicate key is run again too: another transaction inserted between our look and our insert, and the next look
     * finds its row.
     */
    public <T> T batch(BatchWork<T> work) {
        return again(EnumSet.of(Failure.DEADLOCK, Failure.DUPLICATE_KEY), () -> {
            try (Connection connection = client.unwrap(Connection.class)) {
                return commit(connection, work);
            } catch (SQLException failed) {
                throw new StatementFailure(failed);
            }
        });
    }

    private static <T> T commit(Connection connection, BatchWork<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            T result = LastSteps.<T, SQLException>after(connection, () -> work.run(connection));
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                connection.rollback();
            }
        }
    }

    private static <T> T again(Set<Failure> passing, Supplier<T> work) {
        for (int tried = 1; ; tried++) {
            try {
                return work.get();
            } catch (DatabaseUnavailableException unavailable) {
                throw unavailable;
            } catch (RuntimeException failed) {
                Failure failure = Failure.of(failed);
                boolean passes = passing.contains(failure);
                if (failure == Failure.CONNECTION || passes && tried == MAX_TRIES) {
                    throw new DatabaseUnavailableException("the database did not complete a transaction", failed);
                }
                if (failure == Failure.DATA) {
                    throw new RefusedDataException(failed);
                }
                if (!passes) {
                    throw failed;
                }
                LOG.info("A transaction is run again ({} of {}): {}", tried + 1, MAX_TRIES, failure);
            }
        }
    }

    /** Connections open now, in use or not. */
    public int connections() {
        return connections.open();
    }

    @Override
    public void close() {
        client.close();
        connections.close();
    }

    /** Statements on a plain connection inside a transaction that the caller commits. */
    @FunctionalInterface
    public interface BatchWork<T> {
        T run(Connection connection) throws SQLException;
    }

    private static final class StatementFailure extends RuntimeException {
        StatementFailure(SQLException cause) {
            super("a statement failed", cause);
        }
    }
}
