package org.messagebroker.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.messagebroker.bench.load.Answers.Expected;

/**
 * One load to run.
 *
 * @param target where it goes
 * @param expected what counts as an answer
 * @param connections keep-alive connections, each with one request under way
 * @param warmup sent before anything is measured
 * @param measured how long the measuring lasts
 * @param limit requests at most, the warm-up included; the load ends early when they are spent
 * @param rate requests a second, due whatever becomes of those before; absent for as many as the connections can take
 * @param journal file that the ids of accepted messages are appended to, one a line
 */
public record LoadOrder(
        Target target,
        Expected expected,
        int connections,
        Duration warmup,
        Duration measured,
        long limit,
        Optional<Double> rate,
        Optional<String> journal) {

    private static final long UNLIMITED = Long.MAX_VALUE;

    public LoadOrder {
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be at least 1, not " + connections);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of requests must be at least 1, not " + limit);
        }
    }

    /** A load against an echo. */
    public static LoadOrder echo(Target target, int connections, Duration warmup, Duration measured) {
        return new LoadOrder(
                target, Expected.ECHO, connections, warmup, measured, UNLIMITED, Optional.empty(), Optional.empty());
    }

    /** A load of messages against a proxy. */
    public static LoadOrder messages(Target target, int connections, Duration warmup, Duration measured) {
        return new LoadOrder(
                target, Expected.RECEIPT, connections, warmup, measured, UNLIMITED, Optional.empty(), Optional.empty());
    }

    /** The same, at a constant rate. */
    public LoadOrder at(double requestsPerSecond) {
        return new LoadOrder(
                target, expected, connections, warmup, measured, limit, Optional.of(requestsPerSecond), journal);
    }

    /** When its requests are due. */
    Pace pace() {
        return rate.<Pace>map(ConstantRate::new).orElse(Pace.CLOSED_LOOP);
    }

    /** The same, but {@code requests} at most. */
    public LoadOrder limitedTo(long requests) {
        return new LoadOrder(target, expected, connections, warmup, measured, requests, rate, journal);
    }

    /** The same, with the ids of accepted messages appended to {@code file}. */
    public LoadOrder journaledIn(Path file) {
        return new LoadOrder(
                target, expected, connections, warmup, measured, limit, rate, Optional.of(file.toString()));
    }
}
