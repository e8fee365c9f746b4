package org.messagebroker.server.mail;

/** A mail could not be handed to the mail server. The message tells an administrator why, without any secret. */
final class MailFault extends Exception {

    private final boolean permanent;

    /** @param permanent whether another attempt would end the same way */
    MailFault(String message, boolean permanent, Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    boolean isPermanent() {
        return permanent;
    }

    String told() {
        return String.valueOf(getMessage());
    }
}
