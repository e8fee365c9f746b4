package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.testing.Await;

/**
 * A client that sends without a pause, on open connections and on new ones, one at each of some proxies; it may be given
 * other files at any time. Thread-safe.
 */
final class ClientLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int REQUESTS_PER_CONNECTION = 20;
    private static final int ACCEPTED = 202;

    private final Journal journal = new Journal();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> senders = new ArrayList<>();
    private volatile HolderFiles files;
    private volatile boolean stopped;

    private ClientLoad(HolderFiles files) {
        this.files = files;
    }

    static ClientLoad start(HolderFiles files, int... ports) {
        ClientLoad load = new ClientLoad(files);
        for (int port : ports) {
            load.senders.add(Thread.ofVirtual().start(() -> load.send(port)));
        }
        return load;
    }

    private void send(int port) {
        while (!stopped) {
            ThinClient client = new ThinClient(files, port);
            for (int i = 0; i < REQUESTS_PER_CONNECTION && !stopped; i++) {
                int status = journal.send(client, "سلام 👋 " + port);
                if (status != ACCEPTED) {
                    failed.add("the proxy at " + port + " answered " + status);
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
            client.close();
        }
    }

    /** New connections use the files as they are now. */
    void use(HolderFiles others) {
        files = others;
    }

    /** Waits until so many more are accepted; all that was sent so far must have been. */
    void expectMore(int count) {
        int before = journal.size();
        Await.until(
                () -> {
                    assertEquals(List.of(), List.copyOf(failed));
                    return journal.size() >= before + count;
                },
                count + " more accepted",
                PATIENCE);
    }

    /** Stops; nothing may have failed, and every message must be stored once. */
    void assertAllStored(RunningSystem system) {
        close();
        assertEquals(List.of(), List.copyOf(failed));
        journal.assertStoredOnce(system);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread sender : senders) {
                sender.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
