package org.messagebroker.standalone;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Does several things at the same time. On threads of the system's own: at its start a process loads most of its classes,
 * and a virtual thread that waits for a class keeps its carrier, of which a small machine has two (JDK-8369238).
 */
final class Together {

    private Together() {}

    /** Returns when all are done; throws as soon as the first fails, without waiting for the others. */
    static void run(List<Runnable> tasks) {
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
        try {
            CompletionService<Boolean> results = new ExecutorCompletionService<>(threads);
            tasks.forEach(task -> results.submit(task, true));
            for (int i = 0; i < tasks.size(); i++) {
                results.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(Exit.FAILED, "Interrupted.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CommandFailure failure
                    ? failure
                    : new CommandFailure(Exit.FAILED, "The start failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
