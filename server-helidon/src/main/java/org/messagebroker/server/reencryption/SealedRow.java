package org.messagebroker.server.reencryption;

import java.util.Map;
import java.util.Optional;
import org.messagebroker.server.crypto.FieldCipher.Field;

/**
 * What is sealed of a row.
 *
 * @param fields those that are there
 * @param numberIndex under which its number is found; absent without a number
 */
record SealedRow(Position position, Map<Field, byte[]> fields, Optional<byte[]> numberIndex) {

    SealedRow {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "SealedRow[" + position + "]";
    }
}
