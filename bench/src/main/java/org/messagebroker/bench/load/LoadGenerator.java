package org.messagebroker.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;

/** Runs loads: one thread and one connection for each request that is under way at a time. */
final class LoadGenerator {
    private LoadGenerator() {}

    /** Runs {@code order} to its end; its clock starts when all connections have been tried. */
    static LoadReport run(LoadOrder order) throws IOException, InterruptedException {
        SSLContext tls = ClientTls.context(order.target());
        Course course = new Course(order);
        try (Journal journal = Journal.open(order.journal())) {
            Tally tally = new Tally(course);
            sendAll(senders(tls, order, course, tally, journal), course, order.pace());
            return tally.report();
        }
    }

    private static List<Sender> senders(SSLContext tls, LoadOrder order, Course course, Tally tally, Journal journal) {
        String run = "%08x".formatted(ThreadLocalRandom.current().nextInt());
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < order.connections(); i++) {
            senders.add(new Sender(tls, order, course, tally, journal, "%s.%05d".formatted(run, i)));
        }
        return senders;
    }

    private static void sendAll(List<Sender> senders, Course course, Pace pace) throws InterruptedException {
        CyclicBarrier everyoneConnected = new CyclicBarrier(senders.size(), course::start);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("sender-", 0).factory())) {
            CompletionService<Boolean> ended = new ExecutorCompletionService<>(threads);
            senders.forEach(sender -> ended.submit(() -> sendOne(sender, everyoneConnected, pace), true));
            try {
                for (int i = 0; i < senders.size(); i++) {
                    await(ended.take());
                }
            } finally {
                // One that failed before all were connected would have the others wait for it.
                threads.shutdownNow();
            }
        }
    }

    private static void sendOne(Sender sender, CyclicBarrier everyoneConnected, Pace pace) {
        sender.connect();
        try {
            everyoneConnected.await();
        } catch (InterruptedException | BrokenBarrierException stopped) {
            return;
        }
        sender.send(pace);
    }

    private static void await(Future<?> sender) throws InterruptedException {
        try {
            sender.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a sender stopped: " + failed.getCause(), failed.getCause());
        }
    }
}
