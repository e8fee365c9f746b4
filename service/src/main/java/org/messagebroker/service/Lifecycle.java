package org.messagebroker.service;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Where a service stands between its start and its end. */
final class Lifecycle {

    private enum Phase {
        STARTING,
        RUNNING,
        STOPPING
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

    void started() {
        phase.compareAndSet(Phase.STARTING, Phase.RUNNING);
    }

    /** False if it was stopping already. */
    boolean stop() {
        return phase.getAndSet(Phase.STOPPING) != Phase.STOPPING;
    }

    boolean isStopping() {
        return phase.get() == Phase.STOPPING;
    }

    Map<String, String> startFault() {
        return phase.get() == Phase.STARTING ? Map.of("service", "starting") : Map.of();
    }

    Map<String, String> readyFault() {
        return switch (phase.get()) {
            case STARTING -> Map.of("service", "starting");
            case RUNNING -> Map.of();
            case STOPPING -> Map.of("service", "stopping");
        };
    }
}
