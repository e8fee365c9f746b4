package org.messagebroker.server.message;

import io.helidon.dbclient.DbRow;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.sealing.Opener.Standing;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/**
 * Whose seals count: those of proxies of the inventory. A proxy whose certificate was followed by another or is no longer
 * needed has sealed honestly until then; of one that was revoked for any other reason nothing counts. Thread-safe.
 */
final class SealingProxies {

    private final Database database;

    SealingProxies(Database database) {
        this.database = database;
    }

    /** @param fingerprint SHA-256 of the certificate, 32 bytes */
    Standing of(byte[] fingerprint) {
        return database.read(execute -> execute.createNamedQuery("sealing-proxy", """
                        SELECT certificate, role, state, not_after, revoked_at, revocation_reason FROM certificates
                        WHERE fingerprint = :fingerprint""")
                .addParam("fingerprint", fingerprint)
                .execute()
                .findFirst()
                .map(SealingProxies::standing)
                .orElseGet(() -> new Standing.Refused("its data key was made by nobody of the inventory")));
    }

    private static Standing standing(DbRow row) {
        if (!row.column("role").getString().equals("proxy")) {
            return new Standing.Refused("its data key was not made by a proxy");
        }
        Optional<Instant> end = end(row);
        Optional<byte[]> der = Rows.optionalBytes(row, "certificate");
        if (end.isEmpty() || der.isEmpty()) {
            return new Standing.Refused("the certificate of the proxy that sealed it is revoked");
        }
        return new Standing.Proxy(certificate(der.get()), end.get());
    }

    /** Until when it may have sealed; empty if nothing of it counts. */
    private static Optional<Instant> end(DbRow row) {
        if (row.column("state").getString().equals("active")) {
            return Optional.of(Rows.time(row, "not_after"));
        }
        return Rows.optionalText(row, "revocation_reason")
                .filter(reason -> reason.equals(RevocationReason.SUPERSEDED.wire())
                        || reason.equals(RevocationReason.CESSATION_OF_OPERATION.wire()))
                .flatMap(reason -> Rows.optionalTime(row, "revoked_at"));
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate of the inventory cannot be read", e);
        }
    }
}
