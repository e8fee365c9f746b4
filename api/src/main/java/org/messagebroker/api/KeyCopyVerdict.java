package org.messagebroker.api;

import java.util.List;

/**
 * What a copy of the keys is worth.
 *
 * @param complete whether everything that the server holds can be opened with it
 * @param masterKey whether it holds the server's master key
 * @param holds keys that are the server's
 * @param missing keys of the server that are not in it
 * @param different keys of the same name that are others: the copy is of another server, or of an older database
 */
public record KeyCopyVerdict(
        boolean complete, boolean masterKey, List<KeyName> holds, List<KeyName> missing, List<KeyName> different) {

    public KeyCopyVerdict {
        holds = List.copyOf(holds);
        missing = List.copyOf(missing);
        different = List.copyOf(different);
    }
}
