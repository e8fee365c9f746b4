package org.messagebroker.api;

/**
 * {@code POST /internal/policy}: a proxy asks for the policy after the one it obeys, and reports. Answered with a
 * {@link SignedPolicy} as soon as there is another one than {@code after}, or with 204 after {@code waitSeconds}.
 *
 * @param after the version in force at the proxy: this is also how it confirms one
 * @param waitSeconds 0 to 30
 */
public record PolicyPoll(PolicyVersion after, int waitSeconds, ProxyReport report) {}
