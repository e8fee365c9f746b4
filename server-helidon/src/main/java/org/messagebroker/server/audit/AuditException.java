package org.messagebroker.server.audit;

/** The audit cannot be written, so nothing that it would have to name is done. */
public final class AuditException extends RuntimeException {
    AuditException(String message) {
        super(message);
    }
}
