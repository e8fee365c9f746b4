package org.messagebroker.api;

/**
 * {@code POST /admin/keys/reencryption}.
 *
 * @param action {@code pause}, {@code resume}, or {@code start} for another pass
 */
public record ReencryptionOrder(String action) {}
