package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * When and to whom alerts of a kind are mailed.
 *
 * @param recipients e-mail addresses; empty for every active super_admin
 * @param leadDays how long before an end; absent for what has none
 * @param threshold in the kind's measure; absent for what has none
 * @param repeatDays said again after so many days while it lasts; 0 for once
 */
public record AlertRule(
        AlertKind kind,
        boolean active,
        AlertLevel level,
        List<String> recipients,
        Optional<Integer> leadDays,
        Optional<Long> threshold,
        int repeatDays) {

    public AlertRule {
        recipients = List.copyOf(recipients);
    }
}
