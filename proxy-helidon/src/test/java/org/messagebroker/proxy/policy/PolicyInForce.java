package org.messagebroker.proxy.policy;

import java.util.List;
import org.messagebroker.proxy.TestPolicy;

/** Puts policies into force without anybody having to send them. */
public final class PolicyInForce {

    private PolicyInForce() {}

    public static void put(PolicyHolder holder, TestPolicy policy) {
        try {
            holder.put(HeldPolicy.of(policy.policy(), List.of()));
        } catch (PolicyFault e) {
            throw new IllegalStateException(e);
        }
    }
}
