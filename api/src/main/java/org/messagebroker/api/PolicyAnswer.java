package org.messagebroker.api;

import java.util.Optional;

/**
 * What a proxy is told for its {@link PolicyPoll}: a policy as in {@link SignedPolicy}, an order, or both.
 *
 * @param policy absent, as are signature and signer, when there is no later one
 * @param test absent when there is none to send
 */
public record PolicyAnswer(
        Optional<String> policy, Optional<String> signature, Optional<String> signer, Optional<TestMessageOrder> test) {

    /** As these are. */
    public static PolicyAnswer of(Optional<SignedPolicy> news, Optional<TestMessageOrder> test) {
        return new PolicyAnswer(
                news.map(SignedPolicy::policy),
                news.map(SignedPolicy::signature),
                news.map(SignedPolicy::signer),
                test);
    }

    /** The policy, whole or not at all. */
    public Optional<SignedPolicy> news() {
        return policy.map(text -> new SignedPolicy(text, signature.orElse(""), signer.orElse("")));
    }
}
