package org.messagebroker.api;

import java.util.List;

/**
 * All keys under a passphrase, made this once. {@link #toString()} hides both.
 *
 * @param file CMS in PEM form
 * @param passphrase opens it; kept nowhere
 * @param keys what it holds beside the master key
 */
public record KeyCopyView(String file, String passphrase, List<KeyName> keys) {

    public KeyCopyView {
        keys = List.copyOf(keys);
    }

    @Override
    public String toString() {
        return "KeyCopyView" + keys;
    }
}
