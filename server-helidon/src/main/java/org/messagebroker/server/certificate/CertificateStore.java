package org.messagebroker.server.certificate;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatementQuery;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.certs.Role;
import org.messagebroker.server.authority.Der;
import org.messagebroker.server.certificate.CertificateRecord.Revoked;
import org.messagebroker.server.database.Rows;

/** The rows of certificates, and of the clients they need. Every method leaves the commit to its caller. */
public final class CertificateStore {

    private static final String SELECT = """
            SELECT c.fingerprint, c.issuer, c.serial, c.subject_id, c.role, c.state, c.not_before, c.not_after,
                c.revoked_at, c.revocation_reason, c.revoke_at, c.certificate, c.authority_id, c.replaces, c.created_at,
                (SELECT MAX(r.fingerprint) FROM certificates r WHERE r.replaces = c.fingerprint) AS replaced_by
            FROM certificates c""";
    private static final String ADD = """
            INSERT INTO certificates (fingerprint, issuer, serial, subject_id, role, state, not_before, not_after,
                created_at, certificate, authority_id, request_hash, replaces)
            VALUES (:fingerprint, :issuer, :serial, :subject, :role, 'active', :not_before, :not_after,
                :now, :certificate, :authority, :request, :replaces)
            ON DUPLICATE KEY UPDATE fingerprint = fingerprint""";
    private static final String ADD_CLIENT = """
            INSERT INTO clients (client_id, state, created_at) VALUES (:client, 'active', :now)
            ON DUPLICATE KEY UPDATE client_id = client_id""";
    private static final String REVOKE = """
            UPDATE certificates SET state = 'revoked', revoked_at = :now, revocation_reason = :reason, revoke_at = NULL
            WHERE fingerprint = :fingerprint AND state = 'active'""";
    private static final String REVOKE_AT = """
            UPDATE certificates SET revoke_at = :at WHERE fingerprint = :fingerprint AND state = 'active'""";
    private static final HexFormat HEX = HexFormat.of();

    /** Whether the inventory has no certificate at all. */
    public boolean isEmpty(DbExecute transaction) {
        return transaction
                .createNamedGet("certificate-any", "SELECT fingerprint FROM certificates LIMIT 1")
                .execute()
                .isEmpty();
    }

    /** The certificate with this fingerprint (lower-case hexadecimal). */
    public Optional<CertificateRecord> find(DbExecute execute, String fingerprint) {
        return execute
                .createNamedQuery("certificate-find", SELECT + " WHERE c.fingerprint = :fingerprint")
                .addParam("fingerprint", HEX.parseHex(fingerprint))
                .execute()
                .map(CertificateStore::record)
                .toList()
                .stream()
                .findFirst();
    }

    List<CertificateRecord> ofSerial(DbExecute execute, byte[] serial) {
        return records(execute.createNamedQuery("certificate-of-serial", SELECT + " WHERE c.serial = :serial")
                .addParam("serial", serial));
    }

    List<CertificateRecord> ofClient(DbExecute execute, String client) {
        return records(execute.createNamedQuery(
                        "certificate-of-client", SELECT + " WHERE c.role = 'client' AND c.subject_id = :client")
                .addParam("client", client));
    }

    /** Those whose overlap has ended. */
    List<CertificateRecord> overlapped(DbExecute execute, Instant now) {
        return records(execute.createNamedQuery(
                        "certificate-overlapped", SELECT + " WHERE c.revoke_at <= :now AND c.state = 'active'")
                .addParam("now", Rows.time(now)));
    }

    /** The one that was issued for this request to this holder, the newest if there are several. */
    public Optional<CertificateRecord> ofRequest(DbExecute execute, Role role, String name, byte[] request) {
        return records(execute.createNamedQuery("certificate-of-request", SELECT + """
                                 WHERE c.request_hash = :request AND c.role = :role AND c.subject_id = :name
                                ORDER BY c.created_at DESC""")
                        .addParam("request", request)
                        .addParam("role", role.wire())
                        .addParam("name", name))
                .stream()
                .findFirst();
    }

    /** Not revoked, ending between these times, the first to end first. */
    List<CertificateRecord> ending(DbExecute execute, Instant from, Instant until) {
        return records(execute.createNamedQuery("certificate-ending", SELECT + """
                         WHERE c.state = 'active' AND c.not_after BETWEEN :from AND :until
                        ORDER BY c.not_after, c.role, c.subject_id""")
                .addParam("from", Rows.time(from))
                .addParam("until", Rows.time(until)));
    }

    List<CertificateRecord> search(DbExecute execute, CertificateSearch search) {
        DbStatementQuery query = execute.createQuery(
                SELECT + search.where() + " ORDER BY c.created_at DESC, c.fingerprint LIMIT :limit OFFSET :skip");
        search.parameters().forEach((name, value) -> query.addParam(name, value));
        return records(query.addParam("limit", search.limit()).addParam("skip", search.skip()));
    }

    long count(DbExecute execute, CertificateSearch search) {
        DbStatementQuery query =
                execute.createQuery("SELECT COUNT(*) AS certificates FROM certificates c" + search.where());
        search.parameters().forEach((name, value) -> query.addParam(name, value));
        return query.execute()
                .map(row -> Rows.number(row, "certificates"))
                .toList()
                .getFirst();
    }

    /** Enters a certificate; changes nothing when it is there. */
    public void add(DbExecute transaction, Entry entry, Instant now) {
        X509Certificate certificate = entry.certificate();
        transaction
                .createNamedInsert("certificate-add", ADD)
                .addParam("fingerprint", Fingerprint.of(certificate).bytes())
                .addParam("issuer", certificate.getIssuerX500Principal().getName())
                .addParam("serial", unsigned(certificate.getSerialNumber()))
                .addParam("subject", entry.holder().name())
                .addParam("role", entry.holder().role().wire())
                .addParam("not_before", Rows.time(certificate.getNotBefore().toInstant()))
                .addParam("not_after", Rows.time(certificate.getNotAfter().toInstant()))
                .addParam("now", Rows.time(now))
                .addParam("certificate", Der.of(certificate))
                .addParam("authority", (Object) entry.authorityId().orElse(null))
                .addParam("request", (Object) entry.request().orElse(null))
                .addParam(
                        "replaces", (Object) entry.replaces().map(HEX::parseHex).orElse(null))
                .execute();
    }

    boolean hasClient(DbExecute execute, String client) {
        return clientState(execute, client).isPresent();
    }

    /** Active or disabled; empty when there is no such client. */
    Optional<String> clientState(DbExecute execute, String client) {
        return execute.createNamedGet("certificate-client", "SELECT state FROM clients WHERE client_id = :client")
                .addParam("client", client)
                .execute()
                .map(row -> row.column("state").getString());
    }

    /** Makes a client; changes nothing when it is there. */
    public void addClient(DbExecute transaction, String client, Instant now) {
        transaction
                .createNamedInsert("client-add", ADD_CLIENT)
                .addParam("client", client)
                .addParam("now", Rows.time(now))
                .execute();
    }

    /** Answers whether it was good until now. */
    boolean revoke(DbExecute transaction, String fingerprint, RevocationReason reason, Instant now) {
        return transaction
                        .createNamedUpdate("certificate-revoke", REVOKE)
                        .addParam("now", Rows.time(now))
                        .addParam("reason", reason.wire())
                        .addParam("fingerprint", HEX.parseHex(fingerprint))
                        .execute()
                > 0;
    }

    void revokeAt(DbExecute transaction, String fingerprint, Instant at) {
        transaction
                .createNamedUpdate("certificate-revoke-at", REVOKE_AT)
                .addParam("at", Rows.time(at))
                .addParam("fingerprint", HEX.parseHex(fingerprint))
                .execute();
    }

    private static List<CertificateRecord> records(DbStatementQuery query) {
        return query.execute().map(CertificateStore::record).toList();
    }

    private static CertificateRecord record(DbRow row) {
        return new CertificateRecord(
                hex(row, "fingerprint").orElseThrow(),
                row.column("issuer").getString(),
                hex(row, "serial").orElseThrow(),
                Role.parse(row.column("role").getString()).orElseThrow(),
                row.column("subject_id").getString(),
                Rows.time(row, "not_before"),
                Rows.time(row, "not_after"),
                revoked(row),
                Rows.optionalTime(row, "revoke_at"),
                Rows.optionalBytes(row, "certificate").map(Der::certificate),
                Rows.optionalText(row, "authority_id"),
                hex(row, "replaces"),
                hex(row, "replaced_by"),
                Rows.time(row, "created_at"));
    }

    private static Optional<Revoked> revoked(DbRow row) {
        return row.column("state").getString().equals("revoked")
                ? Optional.of(new Revoked(Rows.time(row, "revoked_at"), Rows.optionalText(row, "revocation_reason")))
                : Optional.empty();
    }

    private static Optional<String> hex(DbRow row, String column) {
        return Rows.optionalBytes(row, column).map(HEX::formatHex);
    }

    static byte[] unsigned(BigInteger serial) {
        byte[] bytes = serial.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /**
     * A certificate to be entered.
     *
     * @param request SHA-256 of the signing request that it answers
     * @param replaces the fingerprint of the one that it follows
     */
    public record Entry(
            X509Certificate certificate,
            Holder holder,
            Optional<String> authorityId,
            Optional<byte[]> request,
            Optional<String> replaces) {}
}
