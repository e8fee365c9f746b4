package org.messagebroker.server.certificate;

import io.helidon.dbclient.DbExecute;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.service.Problem;

/** Signs certificates with the authority that issues, and enters them into the inventory. Thread-safe. */
public final class Issuer {

    private final Authorities authorities;
    private final CertificateStore store;
    private final InstantSource clock;

    Issuer(Authorities authorities, CertificateStore store, InstantSource clock) {
        this.authorities = authorities;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Issues within the caller's transaction.
     *
     * @param replaces the fingerprint of the certificate that it follows
     * @throws Problem validation_error for a key, name, host or validity that the authority does not sign;
     *     service_unavailable without authority
     */
    public Issuance issue(DbExecute transaction, LeafRequest request, KeySource keys, Optional<String> replaces) {
        CertificateAuthority authority = authorities.requireActive(transaction);
        List<X509Certificate> chain = Refusals.of(() -> authority.chain(request, keys.publicKey()));
        Holder holder = new Holder(request.role(), request.name());
        store.add(
                transaction,
                new CertificateStore.Entry(
                        chain.getFirst(), holder, Optional.of(authority.id()), keys.request(), replaces),
                clock.instant());
        return new Issuance(holder, chain, keys.privateKey());
    }

    /** The chain of one that was issued before, as it was then. */
    public Optional<Issuance> again(DbExecute transaction, CertificateRecord known) {
        return known.certificate()
                .flatMap(certificate -> authorities
                        .of(transaction, certificate)
                        .map(authority -> new Issuance(
                                new Holder(known.role(), known.name()),
                                List.of(certificate, authority.issuing()),
                                Optional.empty())));
    }
}
