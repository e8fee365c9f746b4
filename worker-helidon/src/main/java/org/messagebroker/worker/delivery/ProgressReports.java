package org.messagebroker.worker.delivery;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.messagebroker.queue.MessageConsumer.Taken;

/** Tells the server which messages wait for another try: in the background, and not at all when it is slow to listen. */
final class ProgressReports {

    private final Server server;
    private final Semaphore free = new Semaphore(1);

    ProgressReports(Server server) {
        this.server = server;
    }

    void send(List<Taken> waiting) {
        if (!waiting.isEmpty() && free.tryAcquire()) {
            Thread.startVirtualThread(() -> report(waiting));
        }
    }

    private void report(List<Taken> waiting) {
        try {
            waiting.forEach(each -> server.reportProcessing(each, each.attempts() + 1));
        } finally {
            free.release();
        }
    }
}
