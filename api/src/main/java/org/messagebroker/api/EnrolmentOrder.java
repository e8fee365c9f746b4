package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /admin/enrolments}: a token for a new proxy or worker.
 *
 * @param role proxy or worker
 * @param name what the certificate will be issued for
 * @param expiresMinutes 1 to 10080; 60 if absent
 */
public record EnrolmentOrder(String role, String name, Optional<Integer> expiresMinutes) {}
