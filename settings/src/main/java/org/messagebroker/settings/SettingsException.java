package org.messagebroker.settings;

/** A setting is missing, malformed or unknown. The message names it, says what is expected, and holds no secret. */
public final class SettingsException extends RuntimeException {
    public SettingsException(String message) {
        super(message);
    }
}
