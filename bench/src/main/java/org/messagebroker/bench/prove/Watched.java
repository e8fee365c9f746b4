package org.messagebroker.bench.prove;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What came of watching something in a thread of its own. */
final class Watched {

    private Watched() {}

    /** @throws RefutedException if what was due did not come */
    static long result(Future<Long> watched) throws IOException {
        try {
            return watched.get();
        } catch (ExecutionException failed) {
            throw new RefutedException("a connection ended otherwise: " + failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
