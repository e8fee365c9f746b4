package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.machine.Machine;
import org.messagebroker.bench.prove.RefutedException;

/** Lets the faults of a plan happen one after the other. One thread at a time. */
final class Course {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final UnderWay.Ending NOTHING = () -> {};

    private final Scene scene;
    private final Clients clients;
    private final Progress progress;
    private final Random random;
    private final Duration rest;
    private final Gauge stored;
    private final List<Incident> incidents = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final AtomicReference<UnderWay.Ending> underWay = new AtomicReference<>(NOTHING);

    /** @param rest the longest between two faults */
    Course(Scene scene, Clients clients, Progress progress, Random random, Duration rest) {
        this.scene = scene;
        this.clients = clients;
        this.progress = progress;
        this.random = random;
        this.rest = rest;
        stored = scene.gauge("server", "main_server_messages_delivered_total");
        scene.site().stopFirst(this::undo);
    }

    /** So that nothing is left stopped or full when the run is broken off. */
    private void undo() throws IOException {
        underWay.getAndSet(NOTHING).end();
    }

    /**
     * Returns when the last is over and recovered from.
     *
     * @throws RefutedException when one was not recovered from within five minutes
     */
    void run(Plan plan) throws IOException {
        for (Fault fault : plan.faults()) {
            Optional<String> obstacle = fault.obstacle(scene);
            if (obstacle.isPresent()) {
                progress.say(fault.name() + " is skipped: " + obstacle.get());
                skipped.put(fault.name(), obstacle.get());
            } else {
                LockSupport.parkNanos(random.nextLong(rest.toNanos()));
                happen(fault, plan.faults().size());
            }
        }
    }

    private void happen(Fault fault, int of) throws IOException {
        long from = clients.numbers();
        UnderWay begun = fault.begin(scene);
        underWay.set(begun.ending());
        long begin = System.nanoTime();
        LockSupport.parkNanos(fault.lasts().toNanos());
        Evidence evidence = begun.evidence();
        undo();
        double away = secondsSince(begin);
        double recovery = recover(fault);
        incidents.add(new Incident(fault, from, evidence, away, recovery, Machine.load()));
        tell(incidents.getLast(), of);
    }

    private void tell(Incident incident, int of) {
        progress.say("%d of %d: %s, away %.1f s, recovery %.1f s, load %.1f, message %,d; %s%s"
                .formatted(
                        incidents.size() + skipped.size(),
                        of,
                        incident.fault().name(),
                        incident.awaySeconds(),
                        incident.recoverySeconds(),
                        incident.load(),
                        clients.numbers(),
                        incident.evidence().tookHold() ? "" : "DID NOT TAKE HOLD: ",
                        incident.evidence().seen()));
    }

    private double recover(Fault fault) throws IOException {
        long begin = System.nanoTime();
        OptionalDouble before = stored.read();
        clients.acceptEverywhere();
        while (!hasGrown(before)) {
            if (secondsSince(begin) > PATIENCE.toSeconds()) {
                throw new RefutedException("nothing is stored any more after " + fault.name());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            before = before.isPresent() ? before : stored.read();
        }
        return secondsSince(begin);
    }

    /** A server that has started anew counts from nothing. */
    private boolean hasGrown(OptionalDouble before) {
        OptionalDouble now = stored.read();
        return now.isPresent() && now.getAsDouble() > 0 && now.getAsDouble() != before.orElse(0);
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    /** Why some did not happen, by their names. */
    Map<String, String> skipped() {
        return Map.copyOf(skipped);
    }
}
