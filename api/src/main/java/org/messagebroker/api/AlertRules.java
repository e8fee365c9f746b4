package org.messagebroker.api;

import java.util.List;

/** {@code GET /admin/alerts/rules}. */
public record AlertRules(List<AlertRule> rules) {

    public AlertRules {
        rules = List.copyOf(rules);
    }
}
