package org.messagebroker.testing;

import java.util.UUID;

/** Passwords for one run. */
final class Passwords {

    private Passwords() {}

    static String random() {
        return UUID.randomUUID().toString();
    }
}
