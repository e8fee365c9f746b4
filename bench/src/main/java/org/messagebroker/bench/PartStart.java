package org.messagebroker.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Ends a service in good order, lets it be started again, and waits until it is ready. One thread at a time. */
final class PartStart implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final PartFile file;
    private final URI ready;

    PartStart(PartFile file, int managementPort) {
        this.file = file;
        ready = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
    }

    /** The new process, ready. Whoever keeps the installation alive has started it. */
    ProcessHandle again() throws IOException {
        ProcessHandle old = file.running();
        old.destroy();
        return awaitOther(old);
    }

    /** The process that has taken the place of {@code old}, ready. */
    ProcessHandle awaitOther(ProcessHandle old) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<ProcessHandle> now = file.process().filter(process -> !process.equals(old) && !old.isAlive());
            if (now.isPresent() && isReady()) {
                return now.get();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new IOException("the " + file.part() + " is not ready again after " + PATIENCE.toSeconds() + " s");
    }

    private boolean isReady() throws IOException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(ready).timeout(PATIENCE).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for the " + file.part(), stopped);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
