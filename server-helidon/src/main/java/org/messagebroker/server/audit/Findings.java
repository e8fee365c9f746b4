package org.messagebroker.server.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.AuditVerdict.Finding;
import org.messagebroker.api.AuditVerdict.FindingKind;

/** What is wrong with a chain, as far as it is worth telling. */
final class Findings {

    static final int MOST = 100;

    private final List<Finding> told = new ArrayList<>();
    private boolean more;

    void add(FindingKind kind, long position, String text) {
        add(new Finding(kind, Optional.of(position), text));
    }

    void add(FindingKind kind, String text) {
        add(new Finding(kind, Optional.empty(), text));
    }

    private void add(Finding finding) {
        if (told.size() < MOST) {
            told.add(finding);
        } else {
            more = true;
        }
    }

    /** By position; what has none comes last. */
    List<Finding> told() {
        return told.stream()
                .sorted(Comparator.comparing(finding -> finding.position().orElse(Long.MAX_VALUE)))
                .toList();
    }

    boolean more() {
        return more;
    }

    boolean isEmpty() {
        return told.isEmpty();
    }
}
