package org.messagebroker.proxy.identity;

import java.util.Locale;
import org.messagebroker.service.Problem;

/** What {@link Admission} decided about a request. */
sealed interface Verdict {

    /** The label of the verdict in metrics. */
    String label();

    record Admitted(Sender sender) implements Verdict {

        static final String LABEL = "valid";

        @Override
        public String label() {
            return LABEL;
        }
    }

    record Refused(Reason reason, Problem problem) implements Verdict {
        @Override
        public String label() {
            return reason.label();
        }
    }

    /** Why a request was refused for who sends it; other faults of a certificate end the handshake before there is one. */
    enum Reason {
        /** Neither certificate nor, where it counts, API key. */
        MISSING,
        /** Not in the inventory, or without identity of ours. */
        UNKNOWN,
        WRONG_ROLE,
        REVOKED,
        DISABLED,
        OTHER_SITE,
        EXPIRED,
        NOT_YET_VALID,
        /** An API key that is none, or is used from elsewhere. */
        BAD_API_KEY,
        /** There has never been a policy. */
        NO_POLICY,
        /** The server has been away for longer than the client's grace. */
        BEYOND_GRACE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
