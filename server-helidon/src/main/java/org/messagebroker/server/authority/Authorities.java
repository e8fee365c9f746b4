package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.Pem;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.service.Problem;

/**
 * Who is trusted, and who issues. Trusted are the roots of all authorities that are not retired, and those of {@code
 * CA_CERT_PATH}, unless they are retired. Asked anew each time, so that a change made at another server on the same database
 * holds here. Thread-safe.
 */
public final class Authorities {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final AuthorityStore store;
    private final TrustFile file;
    private final MasterKey masterKey;

    Authorities(AuthorityStore store, TrustFile file, MasterKey masterKey) {
        this.store = store;
        this.file = file;
        this.masterKey = masterKey;
    }

    /** The roots whose certificates are accepted, each once; never empty while the file is not. */
    public List<X509Certificate> trustedRoots(DbExecute execute) {
        return trusted(store.all(execute));
    }

    /** {@link #trustedRoots} as PEM. */
    public String trustedPem(DbExecute execute) {
        return Pem.ofCertificates(trustedRoots(execute));
    }

    /** All authorities in the database, the oldest first. */
    public List<Authority> all(DbExecute execute) {
        return store.all(execute);
    }

    /** The one whose key has signed this certificate, whatever its state. */
    public Optional<Authority> of(DbExecute execute, X509Certificate certificate) {
        return store.all(execute).stream()
                .filter(authority -> authority.signed(certificate))
                .findFirst();
    }

    /** The one that issues. */
    public Optional<CertificateAuthority> active(DbExecute execute) {
        return store.all(execute).stream()
                .filter(authority -> authority.state() == AuthorityState.ACTIVE)
                .flatMap(authority -> opened(authority).stream())
                .findFirst();
    }

    /** @throws Problem service_unavailable when this installation has no authority that issues */
    public CertificateAuthority requireActive(DbExecute execute) {
        return active(execute)
                .orElseThrow(() -> Problem.unavailable(
                        "This server has no certificate authority, so it cannot issue; make one (POST /admin/authorities)"
                                + " and activate it, or set CA_KEY_PATH and CA_ISSUING_CERT_PATH and start again.",
                        RETRY_AFTER));
    }

    List<X509Certificate> trusted(List<Authority> authorities) {
        Map<String, X509Certificate> roots = new LinkedHashMap<>();
        file.roots().forEach(root -> roots.put(Authority.idOf(root), root));
        authorities.forEach(authority -> roots.put(authority.id(), authority.root()));
        authorities.stream()
                .filter(authority -> !authority.isTrusted())
                .forEach(authority -> roots.remove(authority.id()));
        return List.copyOf(roots.values());
    }

    /** With its key; empty when it has none any more. */
    Optional<CertificateAuthority> opened(Authority authority) {
        return authority
                .sealedKey()
                .map(kept -> new CertificateAuthority(
                        Authority.TRUST_DOMAIN,
                        authority.root(),
                        authority.issuing(),
                        Pem.privateKey(
                                new String(masterKey.open(kept, place(authority.id())), StandardCharsets.UTF_8))));
    }

    byte[] sealed(CertificateAuthority authority) {
        byte[] key = Pem.ofPrivateKey(authority.issuingKey()).getBytes(StandardCharsets.UTF_8);
        return masterKey.seal(key, place(authority.id()));
    }

    private static String place(String id) {
        return "authorities/" + id;
    }
}
