package org.messagebroker.server.reencryption;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.sealing.Opener;
import org.messagebroker.server.crypto.FieldCipher;
import org.messagebroker.server.crypto.FieldCipher.Opened;
import org.messagebroker.server.crypto.FieldCipher.Place;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.database.Database;

/** Which versions of the unseal key dead letters name. Thread-safe. */
public final class DeadLetterVersions {

    private static final int BATCH = 500;

    private final Database database;
    private final FieldCipher cipher;
    private final DeadLetterRows rows = new DeadLetterRows();

    public DeadLetterVersions(Database database, KeyRing keys) {
        this.database = database;
        this.cipher = new FieldCipher(keys);
    }

    /** How many name this version, those counted that cannot be read: what they name is not known. */
    public long naming(int version) {
        long naming = 0;
        Optional<Position> last = Optional.empty();
        while (true) {
            Optional<Position> from = last;
            List<SealedRow> some = database.read(execute -> rows.after(execute, from, BATCH));
            if (some.isEmpty()) {
                return naming;
            }
            naming += some.stream().filter(row -> names(row, version)).count();
            last = Optional.of(some.getLast().position());
        }
    }

    private boolean names(SealedRow row, int version) {
        return row.fields().entrySet().stream().anyMatch(field -> names(row.position(), field, version));
    }

    private boolean names(Position position, Map.Entry<FieldCipher.Field, byte[]> field, int version) {
        Place place = new Place(position.messageId(), position.clientId(), field.getKey());
        return switch (cipher.open(field.getValue(), place)) {
            case Opened.Unreadable _ -> true;
            case Opened.Plain(byte[] payload) -> Opener.keyVersion(payload).orElse(-1) == version;
        };
    }
}
