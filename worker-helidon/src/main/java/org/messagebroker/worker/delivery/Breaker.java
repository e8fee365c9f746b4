package org.messagebroker.worker.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps messages in the queue while calls to the server fail. After {@value #FAILURES_TO_OPEN} failed calls in a row it
 * opens: nothing is taken. When the server is seen to be up again, one lane may try a single message; that call closes
 * the breaker or opens it again. Thread-safe.
 */
final class Breaker {

    static final int FAILURES_TO_OPEN = 3;

    /** What a lane may do. */
    enum Permit {
        /** Take a batch. */
        ALL,
        /** Take one message and report how it went: nobody else does. */
        TRIAL,
        /** Take nothing. */
        NONE
    }

    private sealed interface State {
        record Closed(int failures) implements State {}

        record Open() implements State {}

        record HalfOpen() implements State {}

        record Trying() implements State {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = new State.Closed(0);

    /** What the calling lane may do now, waiting up to {@code longest} for more than nothing. */
    Permit permit(Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long rest = longest.toNanos();
            while (isShut() && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            return permitNow();
        } finally {
            lock.unlock();
        }
    }

    private boolean isShut() {
        return state instanceof State.Open || state instanceof State.Trying;
    }

    private Permit permitNow() {
        return switch (state) {
            case State.Closed _ -> Permit.ALL;
            case State.Open _, State.Trying _ -> Permit.NONE;
            case State.HalfOpen _ -> {
                state = new State.Trying();
                yield Permit.TRIAL;
            }
        };
    }

    /** A call was answered. */
    void succeeded() {
        change(new State.Closed(0));
    }

    /** A call failed. */
    void failed() {
        lock.lock();
        try {
            change(afterFailure());
        } finally {
            lock.unlock();
        }
    }

    private State afterFailure() {
        return switch (state) {
            case State.Closed(int failures) when failures + 1 < FAILURES_TO_OPEN -> new State.Closed(failures + 1);
            case State.Closed _, State.Open _, State.HalfOpen _, State.Trying _ -> new State.Open();
        };
    }

    /** The server was seen to be up: an open breaker lets one lane try. */
    void serverSeen() {
        lock.lock();
        try {
            if (state instanceof State.Open) {
                change(new State.HalfOpen());
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return state instanceof State.Closed;
        } finally {
            lock.unlock();
        }
    }

    private void change(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
