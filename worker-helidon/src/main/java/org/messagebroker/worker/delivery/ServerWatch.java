package org.messagebroker.worker.delivery;

import java.time.Duration;

/** Asks the server every second whether it is up, and tells the breaker. */
final class ServerWatch implements Runnable {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Server server;
    private final Breaker breaker;
    private volatile boolean up;

    ServerWatch(Server server, Breaker breaker) {
        this.server = server;
        this.breaker = breaker;
    }

    /** Whether the server was up when last asked. */
    boolean isUp() {
        return up;
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                look();
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        up = server.isUp();
        if (up) {
            breaker.serverSeen();
        }
    }
}
