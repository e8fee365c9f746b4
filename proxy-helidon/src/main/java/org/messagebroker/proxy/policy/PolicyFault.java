package org.messagebroker.proxy.policy;

/** A policy, or a file in its place, that must not be obeyed; the message says why, for the operator. */
final class PolicyFault extends Exception {

    PolicyFault(String message) {
        super(message);
    }

    PolicyFault(String message, Throwable cause) {
        super(message, cause);
    }
}
