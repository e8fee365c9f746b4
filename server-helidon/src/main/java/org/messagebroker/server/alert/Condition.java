package org.messagebroker.server.alert;

import java.util.EnumMap;
import java.util.Map;
import org.messagebroker.api.AlertKind;

/**
 * Something that is wrong.
 *
 * @param subject which one; what tells it from others of its kind, for as long as it lasts
 * @param facts in the order in which they are told
 */
record Condition(AlertKind kind, String subject, Map<Fact, String> facts) {

    private static final int LONGEST_SUBJECT = 255;

    Condition {
        subject = subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
        facts = facts.isEmpty() ? Map.of() : new EnumMap<>(facts);
    }
}
