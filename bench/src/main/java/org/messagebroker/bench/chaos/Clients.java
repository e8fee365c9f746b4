package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.load.Target;
import org.messagebroker.bench.prove.Caller;

/**
 * Clients that send at a rate whatever happens, and write down each 202. Every message has a number, which is in its text.
 * Half of the clients send under an {@code Idempotency-Key} and repeat a message under it until it is accepted. The others
 * send none and never repeat: what was not accepted is given up, and the next message has a number of its own.
 * Thread-safe.
 */
final class Clients implements AutoCloseable {

    static final String TEXT = "chaos ";

    private static final int ACCEPTED = 202;
    private static final int SENDERS = 128;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration MADE_UP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<Target> targets;
    private final Journal journal;
    private final long seed;
    private final long intervalNanos;
    private final long begin = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private final BitSet refused = new BitSet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> senders = new ArrayList<>();
    private volatile boolean going = true;

    private Clients(List<Target> targets, Journal journal, long seed, int rate) {
        this.targets = List.copyOf(targets);
        this.journal = journal;
        this.seed = seed;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / rate;
    }

    /**
     * Begins.
     *
     * @param targets the proxies, which take equal shares
     * @param rate messages a second of all together. Who had to wait for an answer makes up for a second of it at most: what comes after
     *     an outage is the same load as before
     */
    static Clients start(List<Target> targets, Journal journal, long seed, int rate) {
        Clients clients = new Clients(targets, journal, seed, rate);
        for (int i = 0; i < SENDERS; i++) {
            Target target = targets.get(i % targets.size());
            boolean repeats = i / targets.size() % 2 == 0;
            long offset = i * clients.intervalNanos;
            clients.senders.add(clients.threads.submit(() -> clients.send(target, repeats, offset)));
        }
        return clients;
    }

    /** One more than the greatest number that was given to a message. */
    long numbers() {
        return next.get();
    }

    /** Whether a message was refused outright, and never repeated: no 202, and no word of an unknown outcome. */
    boolean wasRefused(long number) {
        synchronized (refused) {
            return refused.get((int) number);
        }
    }

    /** Sends a message to every proxy, and returns when all are accepted. */
    void acceptEverywhere() {
        for (Target target : targets) {
            try (Caller caller = new Caller(target)) {
                repeat(caller, next.getAndIncrement());
            }
        }
    }

    /** Ends when all that was begun is accepted or given up. */
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

    private void send(Target target, boolean repeats, long offset) {
        long due = begin + offset;
        try (Caller caller = new Caller(target)) {
            while (going) {
                LockSupport.parkNanos(due - System.nanoTime());
                due = Math.max(due, System.nanoTime() - MADE_UP.toNanos()) + SENDERS * intervalNanos;
                long number = next.getAndIncrement();
                if (repeats) {
                    repeat(caller, number);
                } else {
                    once(caller, number);
                }
            }
        }
    }

    private void repeat(Caller caller, long number) {
        String key = "Idempotency-Key: chaos-" + seed + "-" + number + "\r\n";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isAccepted(number, caller.post(key, Caller.body(TEXT + number)))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("message " + number + " was not accepted within " + PATIENCE);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void once(Caller caller, long number) {
        Caller.Said said = caller.post("", Caller.body(TEXT + number));
        if (isAccepted(number, said)) {
            return;
        }
        if (said.status() != 0 && said.messageId().isEmpty()) {
            synchronized (refused) {
                refused.set((int) number);
            }
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private boolean isAccepted(long number, Caller.Said said) {
        if (said.status() == ACCEPTED && said.messageId().isPresent()) {
            journal.write(number, UUID.fromString(said.messageId().get()));
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        going = false;
        threads.shutdownNow();
    }
}
