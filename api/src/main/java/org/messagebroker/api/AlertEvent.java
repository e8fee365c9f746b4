package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An alert was mailed.
 *
 * @param recipients to whom; nobody when there is no mail server
 */
public record AlertEvent(
        long eventId,
        Instant at,
        AlertKind kind,
        String subject,
        AlertLevel level,
        Change event,
        String text,
        Map<String, String> facts,
        List<String> recipients) {

    public AlertEvent {
        facts = Map.copyOf(facts);
        recipients = List.copyOf(recipients);
    }

    /** Why it was mailed. */
    public enum Change {
        RAISED,
        REPEATED,
        /** All clear. */
        CLEARED
    }
}
