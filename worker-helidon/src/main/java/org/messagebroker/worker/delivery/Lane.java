package org.messagebroker.worker.delivery;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.queue.QueueUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes and delivers, one batch at a time, until told to stop. */
final class Lane implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final int batchSize;
    private final MessageConsumer queue;
    private final Breaker breaker;
    private final Delivery delivery;
    private final BooleanSupplier stopping;

    Lane(int batchSize, MessageConsumer queue, Breaker breaker, Delivery delivery, BooleanSupplier stopping) {
        this.batchSize = batchSize;
        this.queue = queue;
        this.breaker = breaker;
        this.delivery = delivery;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        try {
            while (!stopping.getAsBoolean()) {
                step();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            switch (breaker.permit(WAIT)) {
                case ALL -> deliver(batchSize);
                case TRIAL -> tryOne();
                case NONE -> {}
            }
        } catch (QueueUnavailableException unavailable) {
            LOG.warn("The queue cannot be asked: {}", unavailable.getMessage());
            Thread.sleep(WAIT);
        } catch (RuntimeException fault) {
            LOG.error("A batch went wrong; its messages stay queued", fault);
            Thread.sleep(WAIT);
        }
    }

    private boolean deliver(int most) {
        List<Taken> batch = queue.take(most, WAIT);
        if (!batch.isEmpty()) {
            delivery.deliver(batch);
        }
        return !batch.isEmpty();
    }

    /** Ends the trial in any case: a breaker left in trial would let nobody deliver again. */
    private void tryOne() {
        try {
            if (!deliver(1)) {
                breaker.succeeded();
            }
        } catch (RuntimeException fault) {
            breaker.failed();
            throw fault;
        }
    }
}
