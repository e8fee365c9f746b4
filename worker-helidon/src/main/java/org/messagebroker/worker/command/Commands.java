package org.messagebroker.worker.command;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.messagebroker.api.CommandPoll;
import org.messagebroker.api.CommandPoll.Quarantine;
import org.messagebroker.api.SiteCommands;
import org.messagebroker.api.SiteCommands.SiteCommand;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.QueueUnavailableException;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the commands of this site every second and carries them out, in the background, until closed. Each is harmless to
 * repeat; what was done is said with the next question, again and again until the server has heard it.
 */
public final class Commands implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration REPORTED_AGAIN_AFTER = Duration.ofMinutes(5);

    private final String site;
    private final MessageConsumer queue;
    private final ServerClient server;
    private final Counter carriedOut;
    private final AtomicLong quarantined = new AtomicLong();
    private final Thread thread = Thread.ofVirtual().name("commands").unstarted(this::run);
    private final CountDownLatch closed = new CountDownLatch(1);
    private List<UUID> done = new ArrayList<>();
    private List<UUID> postponed = new ArrayList<>();
    private Optional<Quarantine> reported = Optional.empty();
    private long reportedAt;

    private Commands(String site, MessageConsumer queue, ServerClient server, Metrics metrics) {
        this.site = site;
        this.queue = queue;
        this.server = server;
        carriedOut = metrics.counter("worker_commands_total", "Commands of administrators that were carried out");
        metrics.gauge(
                "worker_queue_quarantined",
                "Entries of the queue that cannot be read; an administrator must look",
                quarantined::get);
    }

    /** Begins to fetch. */
    public static Commands start(String site, MessageConsumer queue, ServerClient server, Metrics metrics) {
        Commands commands = new Commands(site, queue, server, metrics);
        commands.thread.start();
        return commands;
    }

    private void run() {
        try {
            boolean more = look();
            while (!closed.await(more ? 0 : PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                more = look();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers whether there was something to do, so that there may be more. A throw would end all commands for ever. */
    private boolean look() {
        try {
            return poll(quarantineNews());
        } catch (QueueUnavailableException unavailable) {
            LOG.warn("Commands wait for the queue: {}", unavailable.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("Commands failed and go on", fault);
        }
        return false;
    }

    private boolean poll(Optional<Quarantine> news) {
        CommandPoll poll = new CommandPoll(site, done, postponed, news);
        Reply<SiteCommands> reply = server.post("/internal/commands", poll, SiteCommands.class);
        if (!(reply instanceof Reply.Answered<SiteCommands>(int _, SiteCommands given))) {
            return false;
        }
        done = new ArrayList<>();
        postponed = new ArrayList<>();
        news.ifPresent(this::noteReported);
        given.commands().forEach(this::carryOut);
        return !done.isEmpty();
    }

    private void carryOut(SiteCommand command) {
        try {
            boolean finished = switch (command.kind()) {
                case REQUEUE -> requeue(command);
                case DISCARD_QUARANTINED -> discard(command);
            };
            (finished ? done : postponed).add(command.commandId());
            carriedOut.increment(finished ? 1 : 0);
        } catch (QueueUnavailableException unavailable) {
            LOG.warn("Command {} waits for the queue: {}", command.commandId(), unavailable.getMessage());
            postponed.add(command.commandId());
        }
    }

    private boolean requeue(SiteCommand command) {
        return command.envelope()
                .map(envelope -> queue.requeue(envelope, command.requeueEpoch()))
                .orElse(true);
    }

    private boolean discard(SiteCommand command) {
        boolean dropped = command.entry().map(queue::discardQuarantined).orElse(false);
        LOG.info("The quarantined entry {} {}", command.entry().orElse(""), dropped ? "is dropped" : "was not there");
        return true;
    }

    /** What is to be reported: when it differs from the last report, and now and then. */
    private Optional<Quarantine> quarantineNews() {
        long total = queue.depth().quarantined();
        quarantined.set(total);
        boolean known = reported.filter(last -> last.total() == total).isPresent()
                && System.nanoTime() - reportedAt < REPORTED_AGAIN_AFTER.toNanos();
        return known ? Optional.empty() : Optional.of(new Quarantine(total, entries()));
    }

    private List<Quarantine.Entry> entries() {
        return queue.quarantined().stream()
                .map(each -> new Quarantine.Entry(each.entry(), each.bytes()))
                .toList();
    }

    private void noteReported(Quarantine report) {
        reported = Optional.of(report);
        reportedAt = System.nanoTime();
    }

    /** Returns when no command is under way. */
    @Override
    public void close() {
        closed.countDown();
        // Ends a call that is under way; by itself it is not enough, for the call may swallow it.
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
