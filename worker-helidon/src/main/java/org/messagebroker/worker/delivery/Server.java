package org.messagebroker.worker.delivery;

import java.util.List;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.MessageConsumer.Taken;

/** The server, as delivery needs it. No method throws when the server fails. Thread-safe. */
public interface Server {

    /** Hands over whole messages. */
    CallResult deliver(List<Taken> messages);

    /** Hands over messages that are given up; the server has committed those for which it answered. */
    CallResult giveUp(List<GivenUp> messages);

    /** Tells that a message waits for another try; best effort. */
    void reportProcessing(Taken message, int attempts);

    /** Whether the server says that it works. */
    boolean isUp();

    /**
     * A message given up.
     *
     * @param rejected whether the server refused it; if not, its attempts are spent
     * @param reason in words for an administrator
     */
    record GivenUp(Taken message, int attempts, boolean rejected, String reason) {
        MessageId id() {
            return message.id();
        }
    }
}
