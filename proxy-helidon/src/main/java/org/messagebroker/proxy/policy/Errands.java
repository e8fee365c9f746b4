package org.messagebroker.proxy.policy;

import java.util.Optional;
import org.messagebroker.api.TestMessageOrder;
import org.messagebroker.api.TestMessageReport;

/** What the proxy does on the server's order, which comes with the answer to a question for the policy. Thread-safe. */
public interface Errands {

    /** Begins to send a test message; returns at once. */
    void send(TestMessageOrder order);

    /** What became of the last one, until the server has taken it. */
    Optional<TestMessageReport> report();

    /** The server has taken this report. */
    void taken(TestMessageReport report);

    /** Whether there is something that the server waits to hear. */
    boolean isOpen();
}
