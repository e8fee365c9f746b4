package org.messagebroker.api;

/**
 * {@code POST /admin/audit/accept}: the end of the audit as it is now counts from now on, as after a restore.
 *
 * @param reason why, for the audit
 */
public record AuditAcceptance(String reason) {}
