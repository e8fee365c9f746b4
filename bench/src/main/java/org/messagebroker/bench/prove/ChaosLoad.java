package org.messagebroker.bench.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.load.Target;

/**
 * Clients that send at a rate whatever happens, repeat what was not answered under the same idempotency key until it is
 * accepted, and write down what was accepted. Thread-safe.
 */
final class ChaosLoad implements AutoCloseable {

    private static final int ACCEPTED = 202;
    private static final int SENDERS = 64;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Target target;
    private final long seed;
    private final double intervalNanos;
    private final long begin = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private final Map<String, String> journal = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> senders = new ArrayList<>();
    private volatile boolean going = true;

    private ChaosLoad(Target target, long seed, int rate) {
        this.target = target;
        this.seed = seed;
        this.intervalNanos = 1e9 / rate;
    }

    /** @param rate messages a second */
    static ChaosLoad start(Target target, long seed, int rate) {
        ChaosLoad load = new ChaosLoad(target, seed, rate);
        for (int i = 0; i < SENDERS; i++) {
            load.senders.add(load.threads.submit(load::send));
        }
        return load;
    }

    /** What was accepted: the body by message id. */
    Map<String, String> journal() {
        return journal;
    }

    /** Ends when all that was begun is accepted. */
    void finish() throws IOException {
        going = false;
        try {
            for (Future<?> sender : senders) {
                sender.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    /** Sends one message more, as somebody who waits for it. */
    String accept(Caller caller) {
        return accept(caller, next.getAndIncrement());
    }

    private void send() {
        try (Caller caller = new Caller(target)) {
            while (going) {
                long number = next.getAndIncrement();
                LockSupport.parkNanos((long) (begin + number * intervalNanos) - System.nanoTime());
                accept(caller, number);
            }
        }
    }

    private String accept(Caller caller, long number) {
        String body = "chaos " + number;
        String key = "Idempotency-Key: chaos-" + seed + "-" + number + "\r\n";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Caller.Said said = caller.post(key, Caller.body(body));
            Optional<String> id = said.messageId().filter(given -> said.status() == ACCEPTED);
            if (id.isPresent()) {
                journal.put(id.get(), body);
                return id.get();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("message " + number + " was not accepted within " + PATIENCE);
    }

    @Override
    public void close() {
        going = false;
        threads.shutdownNow();
    }
}
