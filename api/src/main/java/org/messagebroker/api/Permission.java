package org.messagebroker.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What guards an endpoint. Roles are named sets of these, kept in the database. */
public enum Permission {
    /** Messages of one's own client. */
    MESSAGE_READ,
    /** Messages of every client. */
    MESSAGE_READ_ALL,
    /** The text of a message. Each reading is audited. */
    MESSAGE_BODY_READ,
    MESSAGE_REQUEUE,
    USER_READ,
    USER_WRITE,
    ROLE_WRITE,
    CLIENT_READ,
    CLIENT_WRITE,
    CERTIFICATE_READ,
    CERTIFICATE_WRITE,
    PROXY_READ,
    PROXY_WRITE,
    STATISTICS_READ,
    RETENTION_WRITE,
    AUDIT_READ,
    SETTINGS_READ,
    SETTINGS_WRITE,
    DATABASE_READ,
    DATABASE_WRITE,
    BACKUP_READ,
    BACKUP_WRITE,
    KEY_READ,
    KEY_WRITE;

    /** The name in the database and in messages, such as {@code message.body.read}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Empty for a name that this version does not know, which then permits nothing. */
    public static Optional<Permission> parse(String wire) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(wire)).findFirst();
    }
}
