package org.messagebroker.api;

import java.time.Instant;
import java.util.Map;

/**
 * Something that is wrong at this moment.
 *
 * @param subject which one, such as a fingerprint or the name of a proxy
 * @param text in words
 * @param facts particulars
 * @param toldAt when it was last mailed
 */
public record AlertView(
        AlertKind kind,
        String subject,
        AlertLevel level,
        String text,
        Map<String, String> facts,
        Instant since,
        Instant toldAt) {

    public AlertView {
        facts = Map.copyOf(facts);
    }
}
