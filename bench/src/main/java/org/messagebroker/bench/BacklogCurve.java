package org.messagebroker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How many messages waited to be stored, looked at again and again while a load ran. */
record BacklogCurve(List<Sample> samples) {
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final int QUARTERS = 4;
    private static final double NOISE_SECONDS = 0.1;

    /** @param at {@link System#nanoTime} when it was read */
    record Sample(long at, long enqueued, long stored) {}

    BacklogCurve {
        samples = List.copyOf(samples);
        if (samples.size() < QUARTERS) {
            throw new IllegalArgumentException("too short to say anything");
        }
    }

    /** Stored a second, in the second half. */
    double storedPerSecond() {
        Sample first = samples.get(samples.size() / 2);
        Sample last = samples.getLast();
        return (last.stored() - first.stored()) * 1e9 / (last.at() - first.at());
    }

    /** What waited in the second quarter, on average. */
    double earlier() {
        return backlog(1);
    }

    /** What waited in the last quarter, on average. */
    double later() {
        return backlog(QUARTERS - 1);
    }

    /** Whether more waited at the end than before, by more than a tenth of a second's messages. */
    boolean grows() {
        return later() - earlier() > storedPerSecond() * NOISE_SECONDS;
    }

    private double backlog(int quarter) {
        int size = samples.size();
        Sample before = samples.getFirst();
        return samples.subList(size * quarter / QUARTERS, size * (quarter + 1) / QUARTERS).stream()
                .mapToLong(sample -> (sample.enqueued() - before.enqueued()) - (sample.stored() - before.stored()))
                .average()
                .orElse(0);
    }

    /** Looks at it in a thread of its own; begins when nothing waits. */
    static final class Watch implements AutoCloseable {
        private final ServiceCount enqueued;
        private final ServiceCount stored;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final CompletableFuture<List<Sample>> samples;

        Watch(ServiceCount enqueued, ServiceCount stored) {
            this.enqueued = enqueued;
            this.stored = stored;
            samples = CompletableFuture.supplyAsync(
                    this::look, run -> Thread.ofVirtual().start(run));
        }

        private List<Sample> look() {
            List<Sample> seen = new ArrayList<>();
            try {
                do {
                    // What is stored first: what waits is never told too low.
                    long done = stored.count();
                    seen.add(new Sample(System.nanoTime(), enqueued.count(), done));
                } while (!ended.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
                return seen;
            } catch (IOException failed) {
                throw new CompletionException(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return seen;
            }
        }

        /** What was seen. */
        BacklogCurve end() {
            ended.countDown();
            return new BacklogCurve(samples.join());
        }

        @Override
        public void close() {
            ended.countDown();
            enqueued.close();
        }
    }
}
