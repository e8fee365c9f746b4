package org.messagebroker.server.reencryption;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.server.crypto.FieldCipher;
import org.messagebroker.server.crypto.FieldCipher.Field;
import org.messagebroker.server.crypto.FieldCipher.Opened;
import org.messagebroker.server.crypto.FieldCipher.Place;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.NumberIndex;

/** Seals a row again under the keys in use, its number's index too. Thread-safe. */
final class RowRenewal {

    private final FieldCipher cipher;
    private final NumberIndex index;

    RowRenewal(KeyRing keys) {
        this.cipher = new FieldCipher(keys);
        this.index = new NumberIndex(keys);
    }

    Renewal of(SealedRow row) {
        boolean number = row.fields().containsKey(Field.SENDER_NUMBER) && index.hasOlderVersions();
        boolean current = row.fields().values().stream().allMatch(cipher::isCurrent);
        return current && !number ? new Renewal.Current() : renewed(row);
    }

    private Renewal renewed(SealedRow row) {
        Map<Field, byte[]> fields = new EnumMap<>(Field.class);
        Optional<byte[]> found = row.numberIndex();
        for (Map.Entry<Field, byte[]> field : row.fields().entrySet()) {
            Place place = new Place(row.position().messageId(), row.position().clientId(), field.getKey());
            switch (cipher.open(field.getValue(), place)) {
                case Opened.Unreadable(String reason) -> {
                    return unreadable(row, "its " + name(field.getKey()) + ": " + reason);
                }
                case Opened.Plain plain -> {
                    if (field.getKey() == Field.SENDER_NUMBER) {
                        if (!PhoneNumber.isValid(plain.text())) {
                            return unreadable(row, "its " + name(field.getKey()) + " is no telephone number");
                        }
                        found = Optional.of(index.of(new PhoneNumber(plain.text())));
                    }
                    byte[] sealed = field.getValue();
                    fields.put(field.getKey(), cipher.isCurrent(sealed) ? sealed : cipher.seal(plain.bytes(), place));
                }
            }
        }
        SealedRow after = new SealedRow(row.position(), fields, found);
        return isSame(row, after) ? new Renewal.Current() : new Renewal.Renewed(row, after);
    }

    /** What stood under the keys in use was not sealed anew. */
    private static boolean isSame(SealedRow before, SealedRow after) {
        return before.fields().keySet().stream()
                        .allMatch(field -> Arrays.equals(
                                before.fields().get(field), after.fields().get(field)))
                && Arrays.equals(
                        before.numberIndex().orElse(new byte[0]),
                        after.numberIndex().orElse(new byte[0]));
    }

    private static Renewal unreadable(SealedRow row, String reason) {
        return new Renewal.Unreadable(row.position(), reason);
    }

    private static String name(Field field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
