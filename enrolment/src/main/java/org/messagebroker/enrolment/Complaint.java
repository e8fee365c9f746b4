package org.messagebroker.enrolment;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is wrong when it begins, and not again at every look while it stays the same. Not thread-safe. */
final class Complaint {

    private static final Logger LOG = LoggerFactory.getLogger(Complaint.class);

    private String standing = "";

    void say(String what) {
        if (!what.equals(standing)) {
            standing = what;
            LOG.warn(what);
        }
    }

    /** Says it with what it came from, whose trace belongs into the log: it is nothing that was expected. */
    void say(String what, RuntimeException cause) {
        if (!what.equals(standing)) {
            standing = what;
            LOG.error(what, cause);
        }
    }

    void over() {
        standing = "";
    }
}
