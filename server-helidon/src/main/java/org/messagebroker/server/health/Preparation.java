package org.messagebroker.server.health;

import java.time.Duration;
import java.util.Optional;
import org.messagebroker.service.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done once before the server may serve: the schema is there, the keys are open, the first entries are made.
 * It is tried until it succeeds, so that a server may start before its database. Thread-safe.
 */
public final class Preparation implements Readiness, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Readiness schema;
    private final Runnable steps;
    private final Thread retries = Thread.ofVirtual().name("preparation").unstarted(this::untilDone);
    private volatile Optional<String> fault = Optional.of("is starting");

    /**
     * Does nothing yet.
     *
     * @param schema asked first
     * @param steps done once when the schema is good; a failure is logged and the steps are tried again
     */
    public Preparation(Readiness schema, Runnable steps) {
        this.schema = schema;
        this.steps = steps;
    }

    /** Tries now, and goes on trying in the background if that does not succeed. */
    public void begin() {
        attempt();
        if (fault.isPresent()) {
            retries.start();
        }
    }

    private void attempt() {
        Optional<String> before = fault;
        fault = schema.fault().or(this::done);
        if (fault.isEmpty()) {
            LOG.info("The server is prepared");
        } else if (!fault.equals(before)) {
            LOG.error("The server is not ready: {}", fault.get());
        }
    }

    private Optional<String> done() {
        try {
            steps.run();
            return Optional.empty();
        } catch (RuntimeException failed) {
            LOG.debug("The preparation failed", failed);
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    private void untilDone() {
        try {
            while (fault.isPresent()) {
                Thread.sleep(BETWEEN_TRIES);
                attempt();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<String> fault() {
        return fault;
    }

    @Override
    public void close() {
        retries.interrupt();
    }
}
