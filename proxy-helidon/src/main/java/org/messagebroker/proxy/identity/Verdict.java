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

    /** Why a certificate was refused in the request; other faults end the handshake before there is one. */
    enum Reason {
        MISSING,
        UNKNOWN,
        WRONG_ROLE,
        EXPIRED,
        NOT_YET_VALID;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
