package org.messagebroker.server.mail;

/** A mail as it is sent. {@link #toString()} hides what it says. */
record Letter(String subject, String text, String html) {
    @Override
    public String toString() {
        return "Letter[]";
    }
}
