package org.messagebroker.api;

import java.util.List;

/**
 * What the person who asks may do at this moment.
 *
 * @param permissions their names, such as {@code message.read}, in alphabetical order
 */
public record OwnPermissions(List<String> permissions) {

    public OwnPermissions {
        permissions = List.copyOf(permissions);
    }
}
