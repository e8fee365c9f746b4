package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * {@code PUT /admin/alerts/rules/{kind}}: what is absent stays as it is. See {@link AlertRule}.
 *
 * @param recipients e-mail addresses; an empty list for every active super_admin
 */
public record AlertRuleChange(
        Optional<Boolean> active,
        Optional<AlertLevel> level,
        Optional<List<String>> recipients,
        Optional<Integer> leadDays,
        Optional<Long> threshold,
        Optional<Integer> repeatDays) {}
