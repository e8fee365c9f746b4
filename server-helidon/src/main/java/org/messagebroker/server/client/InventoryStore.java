package org.messagebroker.server.client;

import io.helidon.dbclient.DbExecute;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.tls.Peer;

/** The rows of clients and certificates. Every method leaves the commit to its caller. */
final class InventoryStore {

    private static final String ADD_CLIENT = """
            INSERT INTO clients (client_id, state, created_at) VALUES (:client, 'active', :now)
            ON DUPLICATE KEY UPDATE client_id = client_id""";
    private static final String ADD_CERTIFICATE = """
            INSERT INTO certificates (fingerprint, issuer, serial, subject_id, role, state, not_before, not_after,
                created_at)
            VALUES (:fingerprint, :issuer, :serial, :subject, :role, 'active', :not_before, :not_after, :now)
            ON DUPLICATE KEY UPDATE fingerprint = fingerprint""";

    boolean isEmpty(DbExecute transaction) {
        return transaction
                .createNamedGet("certificate-any", "SELECT fingerprint FROM certificates LIMIT 1")
                .execute()
                .isEmpty();
    }

    void add(DbExecute transaction, InventoryImport.Found found, Instant now) {
        Peer peer = found.peer();
        if (peer.role() == Peer.Role.CLIENT) {
            addClient(transaction, peer.name(), now);
        }
        transaction
                .createNamedInsert("certificate-add", ADD_CERTIFICATE)
                .addParam("fingerprint", found.fingerprint())
                .addParam("issuer", peer.issuer())
                .addParam("serial", unsigned(peer.serial()))
                .addParam("subject", peer.name())
                .addParam("role", peer.role().wire())
                .addParam("not_before", Rows.time(peer.notBefore()))
                .addParam("not_after", Rows.time(peer.notAfter()))
                .addParam("now", Rows.time(now))
                .execute();
    }

    private static void addClient(DbExecute transaction, String client, Instant now) {
        transaction
                .createNamedInsert("client-add", ADD_CLIENT)
                .addParam("client", client)
                .addParam("now", Rows.time(now))
                .execute();
    }

    private static byte[] unsigned(BigInteger serial) {
        byte[] bytes = serial.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
