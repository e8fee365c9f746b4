package org.messagebroker.server.crypto;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The versions that seal, at one moment. */
public record KeysInUse(int content, int unseal, int numberIndex) {

    static final KeysInUse NONE = new KeysInUse(0, 0, 0);

    /** MariaDB has no FOR SHARE. */
    private static final String HOLD =
            "SELECT content, unseal, number_index FROM keys_in_use WHERE only_row = 1 LOCK IN SHARE MODE";

    /** The version of this purpose. */
    public int of(KeyPurpose purpose) {
        return switch (purpose) {
            case CONTENT -> content;
            case UNSEAL -> unseal;
            case NUMBER_INDEX -> numberIndex;
        };
    }

    /**
     * Makes sure that these are still the versions that seal what is stored, and that this stays so until the end of the
     * transaction: a rotation waits for it. Call it before anything is written.
     *
     * @throws OutdatedKeysException when there are newer ones
     */
    public void hold(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HOLD);
                ResultSet rows = select.executeQuery()) {
            if (!rows.next() || rows.getInt(1) != content || rows.getInt(3) != numberIndex) {
                throw new OutdatedKeysException();
            }
        }
    }
}
