package org.messagebroker.server.authority;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done from time to time, whoever changed something at whichever server: it is all done at every turn, and each
 * task looks for itself whether there is anything to do. A task that fails is tried again at the next turn. Thread-safe.
 */
public final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration TURN = Duration.ofSeconds(3);

    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Thread turns = Thread.ofVirtual().name("authority-upkeep").unstarted(this::untilStopped);

    private volatile boolean prepared;

    /** Adds a task. */
    public void add(String name, Runnable work) {
        tasks.add(new Task(name, work));
    }

    /** One turn now, as after a change; nothing before the server is prepared. */
    public synchronized void turn() {
        if (prepared) {
            tasks.forEach(this::attempt);
        }
    }

    void begin() {
        turns.start();
    }

    void prepared() {
        prepared = true;
    }

    private void attempt(Task task) {
        try {
            task.work().run();
            failures.remove(task.name());
        } catch (RuntimeException failed) {
            String reason = String.valueOf(failed.getMessage());
            if (!reason.equals(failures.put(task.name(), reason))) {
                LOG.warn("{} failed and is tried again: {}", task.name(), reason, failed);
            }
        }
    }

    private void untilStopped() {
        try {
            while (true) {
                turn();
                Thread.sleep(TURN);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        turns.interrupt();
    }

    private record Task(String name, Runnable work) {}
}
