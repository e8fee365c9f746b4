package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /internal/policy}: a proxy asks for the policy after the one it obeys, and reports. Answered with a
 * {@link PolicyAnswer} as soon as there is another one than {@code after} or a test message to send, or with 204 after
 * {@code waitSeconds}.
 *
 * @param after the version in force at the proxy: this is also how it confirms one
 * @param waitSeconds 0 to 30
 * @param test what became of the last test message that was ordered, until this was answered; absent without one
 */
public record PolicyPoll(PolicyVersion after, int waitSeconds, ProxyReport report, Optional<TestMessageReport> test) {}
