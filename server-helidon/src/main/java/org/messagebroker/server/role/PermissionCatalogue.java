package org.messagebroker.server.role;

import java.util.Arrays;
import java.util.List;
import org.messagebroker.api.Permission;
import org.messagebroker.api.PermissionView;

/** What each permission is for, in words. */
final class PermissionCatalogue {

    private PermissionCatalogue() {}

    static List<PermissionView> all() {
        return Arrays.stream(Permission.values())
                .map(permission -> new PermissionView(permission.wire(), description(permission)))
                .toList();
    }

    private static String description(Permission permission) {
        return switch (permission) {
            case MESSAGE_READ -> "See the messages of one's own client";
            case MESSAGE_READ_ALL -> "See the messages of every client";
            case MESSAGE_BODY_READ -> "Read the text of the messages that one sees; each reading is audited";
            case MESSAGE_REQUEUE -> "Put given-up messages back or discard them";
            case USER_READ -> "See users, their sessions, and roles";
            case USER_WRITE -> "Create, change and delete users who may do no more than oneself";
            case ROLE_WRITE -> "Create, change and delete roles that permit no more than one's own";
            case CLIENT_READ -> "See clients and their API keys";
            case CLIENT_WRITE -> "Create, change and delete clients and their API keys";
            case CERTIFICATE_READ -> "See certificates and authorities";
            case CERTIFICATE_WRITE -> "Issue and revoke certificates";
            case PROXY_READ -> "See the state of proxies and the policy";
            case PROXY_WRITE -> "Enrol proxies and workers";
            case STATISTICS_READ -> "See statistics";
            case RETENTION_WRITE -> "Decide how long messages are kept, and delete old ones";
            case AUDIT_READ -> "Read the audit";
            case SETTINGS_READ -> "See settings, TLS settings among them";
            case SETTINGS_WRITE -> "Change settings, TLS settings among them";
            case DATABASE_READ -> "See the state of the database";
            case DATABASE_WRITE -> "Change how the database is run";
            case BACKUP_READ -> "See backups";
            case BACKUP_WRITE -> "Make backups and bring them back";
            case KEY_READ -> "See which encryption keys there are";
            case KEY_WRITE -> "Rotate, copy and retire encryption keys";
        };
    }
}
