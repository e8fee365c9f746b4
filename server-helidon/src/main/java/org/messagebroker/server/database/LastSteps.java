package org.messagebroker.server.database;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a transaction does at its very end, just before it commits: whatever needs a lock that every other transaction wants
 * too. So that lock is held for the shortest time, and is the last one in every transaction, which keeps transactions from
 * waiting for each other in a circle. Belongs to the thread of its transaction.
 */
public final class LastSteps {

    private static final ScopedValue<LastSteps> CURRENT = ScopedValue.newInstance();

    private final Object transaction;
    private final Map<Class<? extends Step>, Step> steps = new LinkedHashMap<>();

    private LastSteps(Object transaction) {
        this.transaction = transaction;
    }

    /** Does the work and then what it has left for the end. */
    static <T, X extends Exception> T after(Object transaction, ScopedValue.CallableOp<T, X> work)
            throws X, SQLException {
        LastSteps last = new LastSteps(transaction);
        T result = ScopedValue.where(CURRENT, last).call(work);
        for (Step step : last.steps.values()) {
            step.run();
        }
        return result;
    }

    /**
     * The last steps of this transaction.
     *
     * @throws IllegalStateException when this is not the transaction that the thread is in
     */
    @SuppressWarnings("ReferenceEquality") // the very same handle is meant
    public static LastSteps of(Object transaction) {
        if (!CURRENT.isBound() || CURRENT.get().transaction != transaction) {
            throw new IllegalStateException(
                    "this is done inside a transaction only, with the transaction's own handle");
        }
        return CURRENT.get();
    }

    /** The step of this kind, made when the transaction needs it for the first time. */
    public <S extends Step> S step(Class<S> kind, Supplier<S> make) {
        return kind.cast(steps.computeIfAbsent(kind, any -> make.get()));
    }

    /** Done once, when all else of the transaction is done; what it throws undoes the transaction. */
    @FunctionalInterface
    public interface Step {
        void run() throws SQLException;
    }
}
