package org.messagebroker.standalone;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks one process to end (SIGTERM), and ends it (SIGKILL) when it does not. */
record Stopping(ProcessIdentity process) {

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    /** Returns when the process has ended. */
    void within(Duration grace) {
        ProcessHandle.of(process.pid()).filter(handle -> process.runs()).ifPresent(handle -> {
            handle.destroy();
            if (!ended(handle, grace)) {
                handle.destroyForcibly();
                ended(handle, AFTER_KILL);
            }
        });
    }

    private boolean ended(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.runs();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return !process.runs();
        }
    }
}
