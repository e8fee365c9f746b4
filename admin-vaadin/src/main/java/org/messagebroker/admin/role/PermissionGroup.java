package org.messagebroker.admin.role;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.messagebroker.api.Permission;

/** Permissions that belong together in the eyes of an administrator. */
enum PermissionGroup {
    MESSAGES,
    PEOPLE,
    CLIENTS,
    SYSTEM;

    static PermissionGroup of(Permission permission) {
        return switch (permission) {
            case MESSAGE_READ, MESSAGE_READ_ALL, MESSAGE_BODY_READ, MESSAGE_REQUEUE, STATISTICS_READ, RETENTION_WRITE ->
                MESSAGES;
            case USER_READ, USER_WRITE, ROLE_WRITE, AUDIT_READ -> PEOPLE;
            case CLIENT_READ, CLIENT_WRITE, CERTIFICATE_READ, CERTIFICATE_WRITE, PROXY_READ, PROXY_WRITE -> CLIENTS;
            case SETTINGS_READ,
                    SETTINGS_WRITE,
                    DATABASE_READ,
                    DATABASE_WRITE,
                    BACKUP_READ,
                    BACKUP_WRITE,
                    KEY_READ,
                    KEY_WRITE -> SYSTEM;
        };
    }

    List<Permission> permissions() {
        return Arrays.stream(Permission.values())
                .filter(each -> of(each) == this)
                .toList();
    }

    /** The name in keys. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
