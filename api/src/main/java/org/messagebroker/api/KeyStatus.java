package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /admin/keys}.
 *
 * @param warning what an administrator should do at once; absent when there is nothing
 */
public record KeyStatus(Optional<String> warning, List<KeyView> keys, ReencryptionView reencryption) {

    public KeyStatus {
        keys = List.copyOf(keys);
    }
}
